import { serverNow } from "../../lib/api/client.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { needsZone, pinFilter } from "../../lib/jobs/filter/resolve.ts";
import { serializeFilter } from "../../lib/jobs/filter/serialize.ts";

/** A filter's text as the server is to read it. */
export interface FilterRead {
  /** Null while the reader's zone is not known; a text that cannot be understood stays as it is. */
  pinned: string | null;
  /** Whether the text can be understood. */
  isClear: boolean;
}

/** Reads a filter's text with days and times of day made those of the reader's zone. */
export function readPinned(q: string, inBrowser: boolean): FilterRead {
  const { filter, problems } = parseFilter(q);
  if (problems.length > 0) return { pinned: q, isClear: false };
  if (!needsZone(filter)) return { pinned: q, isClear: true };
  if (!inBrowser) return { pinned: null, isClear: true };
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { pinned: serializeFilter(pinFilter(filter, { now: serverNow(), timeZone })), isClear: true };
}
