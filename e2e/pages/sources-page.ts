import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console-page.ts";

export class SourcesPage extends ConsolePage {
  async openSources(): Promise<void> {
    await this.open("/sources");
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** The card of a source. */
  card(name: string): Locator {
    return this.page.getByRole("article", { name, exact: true });
  }

  field(name: string | RegExp): Locator {
    return this.dialog.getByRole("textbox", { name });
  }

  /** Opens the form for a new backend and fills it in. */
  async fillIn({ name, address, key }: { name: string; address: string; key: string }): Promise<void> {
    await this.page.getByRole("link", { name: "Connect a backend" }).first().click();
    await this.field("Name").fill(name);
    await this.field("Address").fill(address);
    await this.dialog.getByLabel("API key", { exact: true }).fill(key);
  }

  async choose(source: string, entry: string): Promise<void> {
    await this.page.getByRole("button", { name: `More for ${source}` }).click();
    await this.page.getByRole("menuitem", { name: entry }).click();
  }
}
