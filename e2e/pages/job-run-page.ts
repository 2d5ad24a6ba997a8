import type { Locator } from "@playwright/test";
import type { RunColumn } from "../../lib/jobs/run-columns.ts";
import { ConsolePage } from "./console-page.ts";

export class JobRunPage extends ConsolePage {
  async openJob(id: string, tab?: string, source = "local"): Promise<void> {
    await this.open(`/jobs/${source}/${id}${tab === undefined ? "" : `?tab=${tab}`}`);
  }

  /** The state in the header. */
  state(word: string): Locator {
    const header = this.page.locator("header").filter({ has: this.page.getByRole("heading", { level: 1 }) });
    return header.getByText(word, { exact: true });
  }

  panel(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  /** A figure of a panel by its name. */
  figure(panel: Locator, name: string): Locator {
    const term = this.page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
    return panel.locator("div").filter({ has: term }).last().getByRole("definition").first();
  }

  /** The value of a column of the run, as its half shows it. */
  column(column: RunColumn): Locator {
    return this.page.locator(`[data-column="${column}"]`);
  }

  tab(name: RegExp): Locator {
    return this.page.getByRole("tab", { name });
  }

  /** The steps of a cancel, as far as they are done. */
  get cancelSteps(): Locator {
    return this.page.getByRole("list", { name: "Cancel" }).getByRole("listitem");
  }
}
