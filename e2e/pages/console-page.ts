import { expect, type Locator, type Page } from "@playwright/test";

/** What every page of the console has: the live pill, the navigation, the cancel dialog. */
export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens an address of the console and waits until pushed changes reach it. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.expectLive();
    await expect(this.page.locator("[data-late]:not([data-awake])")).toHaveCount(0);
  }

  async expectLive(): Promise<void> {
    await expect(this.phase("live")).toBeVisible();
  }

  /** The live pill, when it shows this phase. */
  phase(phase: string): Locator {
    return this.page.locator(`[data-phase="${phase}"]`);
  }

  /** Fills in the cancel dialog and confirms it. */
  async confirmCancel(reason: string): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /reason/i }).fill(reason);
    await dialog.getByRole("button", { name: "Cancel job" }).click();
    await expect(dialog).toBeHidden();
  }
}
