import { SHOWN_CHARACTERS } from "../../lib/jobs/shown-text.ts";
import { redactSecrets } from "../../lib/text/redact.ts";
import type { Beginning } from "../store/job-documents.ts";

/** Beyond what is shown: as much as a secret may need to be known for one. */
const MARGIN = 4096;

/** How many characters to read of a text of which `shownText` shows the beginning. */
export const READ_CHARACTERS = SHOWN_CHARACTERS + MARGIN;

/** The beginning of a text as a browser may have it, and the size in bytes of the whole where that is more. */
export function shownText(beginning: Beginning | null): { text: string | null; cut: number | null } {
  if (beginning === null) return { text: null, cut: null };
  const redacted = redactSecrets(beginning.text);
  if (beginning.text.length <= SHOWN_CHARACTERS) return { text: redacted, cut: null };
  return { text: redacted.slice(0, SHOWN_CHARACTERS).replace(/[\ud800-\udbff]$/, ""), cut: beginning.bytes };
}
