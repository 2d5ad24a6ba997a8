import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console-page.ts";

export class TokensPage extends ConsolePage {
  async openTokens(): Promise<void> {
    await this.open("/settings/tokens");
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** The row of a token that can be used. */
  row(name: string): Locator {
    return this.page.getByRole("table", { name: "Tokens that can be used" }).getByRole("row").filter({ hasText: name });
  }

  /** The row of a token that can no longer be used. */
  oldRow(name: string): Locator {
    return this.page.getByRole("table", { name: "no longer" }).getByRole("row").filter({ hasText: name });
  }

  /** Makes a token by the form and gives what is shown once; the dialog stays open. */
  async make(name: string, rights: "Read only" | "Read and write", expires: string): Promise<string> {
    await this.page.getByRole("button", { name: "New token" }).first().click();
    await this.dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await this.dialog.getByRole("radio", { name: rights }).check();
    await this.dialog.getByRole("combobox", { name: "Expires" }).selectOption(expires);
    await this.dialog.getByRole("button", { name: "Make token" }).click();
    return await this.dialog.getByRole("textbox", { name: "API token" }).inputValue();
  }
}
