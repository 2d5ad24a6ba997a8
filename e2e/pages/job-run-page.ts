import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console-page.ts";

export class JobRunPage extends ConsolePage {
  async openJob(id: string, tab?: string): Promise<void> {
    await this.open(`/jobs/local/${id}${tab === undefined ? "" : `?tab=${tab}`}`);
  }

  /** The state in the header. */
  state(word: string): Locator {
    const header = this.page.locator("header").filter({ has: this.page.getByRole("heading", { level: 1 }) });
    return header.getByText(word, { exact: true });
  }

  panel(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  tab(name: RegExp): Locator {
    return this.page.getByRole("tab", { name });
  }

  /** The steps of a cancel, as far as they are done. */
  get cancelSteps(): Locator {
    return this.page.getByRole("list", { name: "Cancel" }).getByRole("listitem");
  }
}
