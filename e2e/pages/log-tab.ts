import { expect, type Locator } from "@playwright/test";
import { JobRunPage } from "./job-run-page.ts";

/** The log of a job's page. */
export class LogTab extends JobRunPage {
  async openLog(id: string, address = ""): Promise<void> {
    await this.open(`/jobs/local/${id}?tab=logs${address}`);
    await expect(this.log).toBeVisible();
    await this.log.scrollIntoViewIfNeeded();
  }

  get log(): Locator {
    return this.page.getByRole("log", { name: "Log" });
  }

  get field(): Locator {
    return this.page.getByRole("searchbox", { name: "Search the log" });
  }

  /** What the search says: how many lines, and which of them. */
  get count(): Locator {
    return this.page.getByRole("region", { name: "Details" }).getByRole("status").first();
  }

  /** The number of a line, which marks it. */
  line(seq: number): Locator {
    return this.log.getByRole("button", { name: new RegExp(`^Line ${seq} `) });
  }

  level(word: string): Locator {
    return this.page.getByRole("group", { name: "Levels to show" }).getByRole("button", { name: word, exact: true });
  }

  /** Whether a line is marked and within what is seen of the log. */
  async expectMarked(seq: number): Promise<void> {
    await expect(this.line(seq)).toHaveAttribute("aria-pressed", "true");
    await expect(this.line(seq)).toBeInViewport();
  }
}
