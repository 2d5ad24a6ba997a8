import { expect, type Locator } from "@playwright/test";
import { JobsPage } from "./jobs-page.ts";

/** The list of jobs with its ticks, the bar of the selection, the dialog that confirms, and the pages of bulk actions. */
export class BulkPage extends JobsPage {
  async openList(q: string, more: Record<string, string> = {}): Promise<void> {
    await this.open(`/jobs?${new URLSearchParams({ q, ...more })}`);
  }

  get tickPage(): Locator {
    return this.page.getByRole("checkbox", { name: "Select all on this page" }).first();
  }

  get bar(): Locator {
    return this.page.getByRole("region", { name: "Selection" });
  }

  /** A button of the bar. */
  verb(name: RegExp): Locator {
    return this.bar.getByRole("button", { name });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** The dialog's button that begins. */
  confirm(name: RegExp): Locator {
    return this.dialog.getByRole("button", { name });
  }

  message(text: RegExp | string): Locator {
    return this.page.locator("[data-toast]").filter({ hasText: text });
  }

  /** The row of a bulk action on their page. */
  action(title: string): Locator {
    return this.page.getByRole("list", { name: "Bulk actions" }).getByRole("listitem").filter({ hasText: title });
  }

  /** Chooses all that match from the first page on. */
  async chooseAll(matching: string): Promise<void> {
    await this.tickPage.click();
    await this.bar.getByRole("button", { name: `Select all ${matching} that match` }).click();
    await expect(this.bar).toContainText(`All ${matching} that match are selected`);
  }
}
