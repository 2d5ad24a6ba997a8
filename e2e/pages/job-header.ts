import { expect, type Locator } from "@playwright/test";
import { JobRunPage } from "./job-run-page.ts";

/** The head of a job's page: its menu, the dialog of edits, what is watched. */
export class JobHeaderPage extends JobRunPage {
  get header(): Locator {
    return this.page.locator("header").filter({ has: this.page.getByRole("heading", { level: 1 }) });
  }

  get menu(): Locator {
    return this.page.getByRole("menu");
  }

  get bell(): Locator {
    return this.page.getByRole("button", { name: /watched jobs?/ });
  }

  get messages(): Locator {
    return this.page.getByRole("region", { name: "Messages" });
  }

  async openMenu(): Promise<void> {
    await this.page.getByRole("button", { name: "More about this job" }).click();
    await expect(this.menu).toBeVisible();
  }

  /** An item of the menu that does something when it is chosen. */
  item(name: string): Locator {
    return this.menu.getByRole("menuitem", { name, exact: true });
  }

  /** An item that is not possible, with its reason. */
  refusal(name: string): Locator {
    return this.menu.getByRole("menuitem", { disabled: true }).filter({ hasText: name });
  }

  get edits(): EditDialog {
    return new EditDialog(this.page.getByRole("dialog", { name: /with edits$/ }));
  }
}

class EditDialog {
  readonly dialog: Locator;

  constructor(dialog: Locator) {
    this.dialog = dialog;
  }

  editor(name: "Configuration" | "Parameters"): Locator {
    return this.dialog.getByRole("textbox", { name: `${name} as JSON` });
  }

  get problems(): Locator {
    return this.dialog.getByRole("status", { name: "Problems" });
  }

  tab(name: RegExp): Locator {
    return this.dialog.getByRole("tab", { name });
  }

  /** Replaces a part of what is written. */
  async replace(name: "Configuration" | "Parameters", what: string | RegExp, by: string): Promise<void> {
    const editor = this.editor(name);
    const text = await editor.inputValue();
    const edited = text.replace(what, by);
    expect(edited).not.toBe(text);
    await editor.fill(edited);
  }

  async review(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Review changes" }).click();
  }

  async send(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Retry with edits" }).click();
  }
}
