import { expect, type Locator, type Page } from "@playwright/test";
import { ConsolePage } from "./console-page.ts";

export class JobsPage extends ConsolePage {
  get table(): Locator {
    return this.page.getByRole("table", { name: "Jobs" });
  }

  get rows(): Locator {
    return this.table.locator("tr[data-job]");
  }

  /** The row of one job. */
  row(id: string, source = "local"): Locator {
    return this.page.locator(`tr[data-job="${source}/${id}"]`);
  }

  /** The link that opens the job. */
  link(id: string, source = "local"): Locator {
    return this.row(id, source).locator("[data-row-link]");
  }

  tick(id: string): Locator {
    return this.row(id).getByRole("checkbox");
  }

  /** The ids of the rows, in the order in which they stand. */
  async ids(): Promise<string[]> {
    return await this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-job")?.split("/")[1] ?? ""));
  }

  /** The ids of the rows that are ticked. */
  async ticked(): Promise<string[]> {
    const ids = await this.ids();
    const isTicked = await Promise.all(ids.map((id) => this.tick(id).isChecked()));
    return ids.filter((_, place) => isTicked[place]);
  }

  /** Where each row stands, and how tall it is, in pixels of the page. */
  async places(): Promise<{ top: number; height: number }[]> {
    return await this.rows.evaluateAll((rows) =>
      rows.map((row) => {
        const { top, height } = row.getBoundingClientRect();
        return { top: Math.round(top + window.scrollY), height: Math.round(height) };
      }),
    );
  }

  head(name: string): Locator {
    return this.table.getByRole("columnheader", { name });
  }

  /** The titles of the columns in their order. */
  async columns(): Promise<string[]> {
    const titles = await this.table.getByRole("columnheader").allTextContents();
    // The last head holds the panel of the columns while that is open.
    return titles.slice(0, -1);
  }

  /** Turns to another page and waits until it is there. */
  async turn(to: "First" | "Newer" | "Older"): Promise<void> {
    const before = await this.ids();
    await this.page.getByRole("button", { name: to, exact: true }).click();
    await expect.poll(() => this.ids()).not.toEqual(before);
    await this.settled();
  }

  /** Waits until what is shown is what was asked for. */
  async settled(): Promise<void> {
    await expect(this.page.getByRole("region", { name: "Jobs that match" })).toHaveAttribute("aria-busy", "false");
  }

  get newcomers(): Locator {
    return this.page.getByRole("button", { name: /^\d+ new$/ });
  }
}

/** The address of the list with a filter. */
export function listAddress(q: string, more = ""): string {
  return `/jobs?q=${encodeURIComponent(q)}${more}`;
}

/** Requests that a page makes from now on, by path. */
export function requestsOf(page: Page): string[] {
  const paths: string[] = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}
