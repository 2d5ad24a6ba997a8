import type { Locator } from "@playwright/test";
import { JobRunPage } from "./job-run-page.ts";

/** The tab of a job's page with what its run stored. */
export class ResultsTab extends JobRunPage {
  async openResults(id: string, query: Record<string, string> = {}): Promise<void> {
    await this.open(`/jobs/local/${id}?${new URLSearchParams({ tab: "results", ...query })}`);
  }

  get grid(): Locator {
    return this.page.getByRole("grid", { name: "Results" });
  }

  get changes(): Locator {
    return this.page.getByRole("grid", { name: "What changed" });
  }

  /** A row by its place in the whole: the first is 1. */
  row(place: number): Locator {
    return this.page.locator(`[role=row][aria-rowindex="${place + 1}"]`);
  }

  get rows(): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("gridcell") });
  }

  get viewer(): Locator {
    return this.page.getByRole("dialog", { name: /^Row / });
  }

  /** What stands at the foot: which rows these are, and how they are sorted. */
  get range(): Locator {
    return this.page.getByRole("status").filter({ hasText: /row|difference/i });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }
}
