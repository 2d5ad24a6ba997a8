import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console-page.ts";

export class FailuresPage extends ConsolePage {
  get groups(): Locator {
    return this.page.getByRole("list", { name: "Kinds of failure" }).locator(":scope > li");
  }

  /** The group whose fingerprint holds this text. */
  group(text: string): Locator {
    return this.groups.filter({ hasText: text });
  }

  get news(): Locator {
    return this.page.getByRole("button", { name: /^\d+ new$/ });
  }
}
