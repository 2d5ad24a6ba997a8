import { callApi } from "../../../lib/api/client.ts";
import type { LogPage } from "../../../lib/api/job-types.ts";
import { jobPath, withParams } from "../../../lib/api/queries.ts";
import { lineAsText } from "../../../lib/jobs/log-line-text.ts";
import type { LogLine } from "../../../lib/jobs/model.ts";
import { copyText } from "../../ui/copy-text.ts";
import type { LineStore } from "./line-store.ts";
import type { LineRange } from "./log-address.ts";
import type { LogOf } from "./use-log-lines.ts";

/** The most lines that are copied at once; more are better saved as a file. */
export const MOST_COPIED = 2000;

/** Copies lines as text, fetching those that the page does not hold. Says whether it did; long lines are copied as listed. */
export async function copyLines({ source, id, attempt }: LogOf, store: LineStore, range: LineRange): Promise<boolean> {
  const count = range.to - range.from + 1;
  let lines = Array.from({ length: count }, (_, place) => store.get(range.from + place)).filter(
    (line): line is LogLine => line !== undefined,
  );
  if (lines.length < count) {
    const about = { after: range.from - 1, limit: count, run: attempt };
    lines = (await callApi<LogPage>(withParams(`${jobPath(source, id)}/logs`, about))).items;
  }
  return await copyText(lines.map(lineAsText).join("\n"));
}
