import type { ReceivedFile } from "../../../lib/api/download.ts";

/** Has the browser save a file. */
export function save({ name, content }: ReceivedFile): void {
  const href = URL.createObjectURL(content);
  const link = Object.assign(document.createElement("a"), { href, download: name });
  link.click();
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
