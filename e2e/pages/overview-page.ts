import type { Locator } from "@playwright/test";
import type { CountName } from "../../lib/jobs/state.ts";
import { ConsolePage } from "./console-page.ts";

export class OverviewPage extends ConsolePage {
  /** The tile of a count; its name holds the figure. */
  count(name: CountName, jobs?: number): Locator {
    const figure = jobs === undefined ? "" : `: ${jobs} jobs?$`;
    return this.page.getByRole("link", { name: new RegExp(`^${name}${figure}`, "i") });
  }

  /** The row of a job in the panel of executing jobs. */
  executing(name: string): Locator {
    return this.page
      .getByRole("region", { name: /executing/i })
      .getByRole("listitem")
      .filter({ hasText: name });
  }
}
