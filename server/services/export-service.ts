import type { Kysely } from "kysely";
import type { ExportColumn, ExportFormat } from "../../lib/jobs/export-columns.ts";
import { exportHead, exportLine } from "../../lib/jobs/export-text.ts";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";
import type { Principal } from "../auth/principal.ts";
import type { Database } from "../db/schema.ts";
import { listJobs } from "../store/job-list.ts";
import { type JobKey, listJobsByKey } from "../store/jobs.ts";
import type { Store } from "../store/write.ts";
import { isPossibleId } from "./find-job.ts";
import { requireFilter, resolveFor } from "./require-filter.ts";

/** Rows that are read at a time, and held: an export takes this much memory, however long it is. */
const PAGE = 1000;
/** How long a page may be searched for. A page that comes out short of it is no end: the next goes on. */
const PAGE_BUDGET_MS = 1000;

export interface ExportRequest {
  format: ExportFormat;
  columns: readonly ExportColumn[];
}

/** A file of jobs: its name, and its text part by part, each read when it is asked for. */
export interface ExportedFile {
  name: string;
  contentType: string;
  parts: AsyncGenerator<string, void, void>;
}

/** Jobs as files. */
export class ExportService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * All jobs that match the filter text `q`, in order. They are read page by page: a job that changes meanwhile is as
   * it was or as it is, and none comes twice.
   * @throws AppError BAD_REQUEST at `q`
   */
  list(principal: Principal, { q, sort, ...request }: ExportRequest & { q: string; sort: JobSort }): ExportedFile {
    const filter = resolveFor(principal, requireFilter(q));
    return file(request, jobPages(this.#store.db, principal.org, filter, { sort, text: q }), q);
  }

  /** These jobs, in the order in which they are named; those that do not exist are left out. */
  chosen(principal: Principal, { jobs, ...request }: ExportRequest & { jobs: readonly JobKey[] }): ExportedFile {
    const { db } = this.#store;
    async function* pages(): AsyncGenerator<readonly JobRow[]> {
      const possible = jobs.filter(({ source, id }) => isPossibleId(source) && isPossibleId(id));
      yield await listJobsByKey(db, principal.org, possible);
    }
    return file(request, pages(), "selection");
  }
}

/** All jobs that match in order, page by page as they are taken; `text` stands for the filter. */
export async function* jobPages(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  { sort, text }: { sort: JobSort; text: string },
): AsyncGenerator<readonly JobRow[], void, void> {
  let cursor: string | null = null;
  do {
    const page = { sort, cursor, limit: PAGE, text, budgetMs: PAGE_BUDGET_MS };
    const found: Awaited<ReturnType<typeof listJobs>> = await listJobs(db, org, filter, page);
    yield found.items;
    cursor = found.nextCursor;
  } while (cursor !== null);
}

const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8; header=present",
  ndjson: "application/x-ndjson; charset=utf-8",
};

function file(
  { format, columns }: ExportRequest,
  pages: AsyncGenerator<readonly JobRow[]>,
  about: string,
): ExportedFile {
  async function* parts(): AsyncGenerator<string, void, void> {
    let head = exportHead(format, columns);
    for await (const page of pages) {
      yield head + page.map((job) => exportLine(format, columns, job)).join("");
      head = "";
    }
  }
  return { name: fileName(about, format, new Date()), contentType: CONTENT_TYPES[format], parts: parts() };
}

/** `jobs-state-failed-agent-books-2026-11-22-0604.csv`: what is in it and when it was made, in UTC. */
function fileName(about: string, format: ExportFormat, now: Date): string {
  const words = about
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-|-$/g, "")
    .toLowerCase();
  const made = now.toISOString().slice(0, 16).replace("T", "-").replace(":", "");
  return `${["jobs", words, made].filter((part) => part !== "").join("-")}.${format}`;
}
