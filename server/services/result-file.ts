import type { Kysely } from "kysely";
import {
  fieldsOf,
  OTHER_FIELDS,
  type ResultFormat,
  resultFoot,
  resultHead,
  resultLine,
} from "../../lib/jobs/result-export.ts";
import type { Database } from "../db/schema.ts";
import { type ReadResult, type ResultFilter, readResults, seqAt } from "../store/result-reads.ts";
import type { ExportedFile } from "./export-service.ts";

export type { ExportedFile };

const PAGE = 1000;
/** A page holds so much and one item more: an export takes this much memory, however long it is. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** More than any item may have. */
const WHOLE_ITEM = 1_000_000_000;
/** The columns of a table are the fields of so many results; what others have besides goes into one last column. */
const LOOKED_AT = 10_000;
const LOOKED_AT_BYTES = 32 * 1024 * 1024;
const MOST_COLUMNS = 1000;

const CONTENT_TYPES: Record<ResultFormat, string> = {
  csv: "text/csv; charset=utf-8; header=present",
  tsv: "text/tab-separated-values; charset=utf-8; header=present",
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
};

/** The results of a run as a file, read page by page as it is taken. Without a run it has no result. */
export function exportResults(
  db: Kysely<Database>,
  runId: number | undefined,
  filter: ResultFilter,
  format: ResultFormat,
  jobId: string,
): ExportedFile {
  async function* pages(): AsyncGenerator<readonly ReadResult[], void, void> {
    if (runId !== undefined) yield* wholeResults(db, runId, filter);
  }
  async function* parts(): AsyncGenerator<string, void, void> {
    const columns = format === "csv" || format === "tsv" ? await findColumns(pages()) : [];
    let part = resultHead(format, columns);
    let first = true;
    for await (const page of pages()) {
      for (const { data } of page) {
        part += resultLine(format, columns, data, { first });
        first = false;
      }
      yield part;
      part = "";
    }
    yield part + resultFoot(format);
  }
  const name = resultFileName(jobId, `${filter.collection}${filter.modified ? "-modified" : ""}`, format);
  return { name, contentType: CONTENT_TYPES[format], parts: parts() };
}

/** Whole results in order, after the seq `after` and at most `limit`; each page is read when it is asked for. */
async function* wholeResults(
  db: Kysely<Database>,
  runId: number,
  filter: ResultFilter,
  { after = 0, limit = Number.POSITIVE_INFINITY } = {},
): AsyncGenerator<readonly ReadResult[], void, void> {
  let [last, left, more] = [after, limit, limit > 0];
  while (more) {
    const limits = { after: last, limit: Math.min(PAGE, left), itemBytes: WHOLE_ITEM, pageBytes: PAGE_BYTES };
    const page = await readResults(db, runId, filter, limits);
    if (page.items.length > 0) yield page.items;
    last = page.items.at(-1)?.seq ?? last;
    left -= page.items.length;
    more = page.more && left > 0;
  }
}

/**
 * The texts of `count` results from the `offset`th on, which there must be: they are read page by page, and one that is gone
 * meanwhile is an error.
 */
export async function* readResultTexts(
  db: Kysely<Database>,
  runId: number,
  filter: ResultFilter,
  { offset, count }: { offset: number; count: number },
): AsyncGenerator<string[], void, void> {
  const after = offset === 0 ? 0 : await seqAt(db, runId, filter, offset);
  let read = 0;
  for await (const page of wholeResults(db, runId, filter, { after, limit: count })) {
    read += page.length;
    yield page.map(({ data }) => data);
  }
  if (read !== count) throw new Error(`${count - read} results of run ${runId} are gone while they are read.`);
}

async function findColumns(pages: AsyncGenerator<readonly ReadResult[], void, void>): Promise<string[]> {
  const columns = new Set<string>();
  let [looked, bytes, more] = [0, 0, false];
  for await (const page of pages) {
    more = looked >= LOOKED_AT || bytes >= LOOKED_AT_BYTES;
    if (more) break;
    for (const { data } of page) {
      for (const name of fieldsOf(data).keys()) {
        if (columns.size < MOST_COLUMNS || columns.has(name)) columns.add(name);
        else more = true;
      }
      bytes += data.length;
    }
    looked += page.length;
    if (more) break;
  }
  return [...columns, ...(more ? [OTHER_FIELDS] : [])];
}

/** `job-1001-results-1-2026-11-22-0604.csv`: whose they are, which, and when the file was made, in UTC. */
export function resultFileName(jobId: string, which: string, ending: string): string {
  const id = jobId.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 60);
  const made = new Date().toISOString().slice(0, 16).replace("T", "-").replace(":", "");
  return `job-${id}-results-${which}-${made}.${ending}`;
}
