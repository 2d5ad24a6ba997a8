import type { Locator } from "@playwright/test";
import { JobRunPage } from "./job-run-page.ts";

/** The parts of a job's page that tell of its time and of its tasks. */
export class JobTasksPage extends JobRunPage {
  get storyLine(): Locator {
    return this.page.getByRole("listbox", { name: "Story of the run" });
  }

  /** A stretch or a mark of the story, by what it is. */
  story(name: RegExp): Locator {
    return this.storyLine.getByRole("option", { name });
  }

  get moments(): Locator {
    return this.page.getByRole("list", { name: "Moments" }).getByRole("listitem");
  }

  get chain(): Locator {
    return this.page.getByRole("navigation", { name: "Chain of retries" });
  }

  /** The tasks as bars. */
  get bars(): Locator {
    return this.page.getByRole("listbox", { name: "Tasks over time" });
  }

  bar(seq: number): Locator {
    return this.bars.getByRole("option", { name: new RegExp(`^Task ${seq}\\b`) });
  }

  get strip(): Locator {
    return this.page.locator("[data-strip]");
  }

  get table(): Locator {
    return this.page.getByRole("table", { name: "Tasks" });
  }

  row(seq: number): Locator {
    return this.table.locator(`tr[data-task="${seq}"]`);
  }

  /** The numbers of the rows that are drawn, in their order. */
  async seqs(): Promise<number[]> {
    return await this.table
      .locator("tr[data-task]")
      .evaluateAll((rows) =>
        rows
          .sort((one, other) => Number(one.getAttribute("aria-rowindex")) - Number(other.getAttribute("aria-rowindex")))
          .map((row) => Number(row.getAttribute("data-task"))),
      );
  }

  stateSwitch(name: RegExp): Locator {
    return this.page.getByRole("group", { name: "States to show" }).getByRole("button", { name });
  }

  get search(): Locator {
    return this.page.getByRole("textbox", { name: "Search targets and errors" });
  }
}
