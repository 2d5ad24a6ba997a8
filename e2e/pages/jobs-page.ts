import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console-page.ts";

export class JobsPage extends ConsolePage {
  get rows(): Locator {
    return this.page.getByRole("table", { name: "Jobs" }).locator("tr[data-job]");
  }

  /** The row of one job of the built-in engine. */
  row(id: string): Locator {
    return this.page.locator(`tr[data-job="local/${id}"]`);
  }

  /** The ids of the rows, in the order in which they stand. */
  async ids(): Promise<string[]> {
    return await this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-job")?.split("/")[1] ?? ""));
  }

  get newcomers(): Locator {
    return this.page.getByRole("button", { name: /^\d+ new$/ });
  }
}
