import { expect, type Locator, type Page } from "@playwright/test";

/** The menu of views beside the heading of the list. */
export class ViewsMenu {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The button that says which view the list is. */
  get button(): Locator {
    return this.page.getByRole("button", { name: /^(View: .+|Views)$/ });
  }

  get panel(): Locator {
    return this.page.getByRole("dialog", { name: "Views" });
  }

  get views(): Locator {
    return this.panel.getByRole("option");
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.views.first()).toBeVisible();
  }

  async choose(name: string): Promise<void> {
    await this.open();
    await this.views.filter({ hasText: name }).click();
    await expect(this.panel).toBeHidden();
    await this.expectView(name);
  }

  async act(action: string): Promise<void> {
    await this.open();
    await this.panel.getByRole("button", { name: action }).click();
  }

  /** The list is this view, just as it is kept; with null it is none. */
  async expectView(name: string | null): Promise<void> {
    await expect(this.button).toHaveAccessibleName(name === null ? "Views" : `View: ${name}`);
  }

  /** The list was come from this view and has been changed since. */
  async expectUnsaved(name: string): Promise<void> {
    await expect(this.button).toHaveAccessibleName(`View: ${name}, unsaved`);
    await expect(this.page.getByText("unsaved", { exact: true })).toBeVisible();
  }
}
