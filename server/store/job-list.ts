import type { Kysely } from "kysely";
import type { JobPage } from "../../lib/api/types.ts";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";
import type { Database } from "../db/schema.ts";
import {
  type Cursor,
  cursorScope,
  isTime,
  orderOf,
  type Position,
  positionOf,
  readCursor,
  writeCursor,
} from "./job-cursor.ts";
import { searchJobs, type Tuning } from "./job-search.ts";

const BUDGET_MS = 150;

/** Which page of a list. */
export interface JobListPage {
  sort: JobSort;
  /** The `nextCursor` or `previousCursor` of another page of the same list; null for the first page. */
  cursor: string | null;
  limit: number;
  /** The filter as text, to which cursors are bound: with "-24h" as it stands, not as an instant. */
  text: string;
  /** How long may be searched, in milliseconds, before the page is answered as far as it came. */
  budgetMs?: number;
  /** Other figures than the usual ones, for tests with few jobs. */
  tuning?: Tuning;
}

/**
 * A page of the jobs that match. Jobs without the value that the list is sorted by are not in it. A page before that
 * comes out short is answered as the first page.
 * @throws AppError BAD_REQUEST at `cursor` when it is not one of this filter and order
 */
export async function listJobs(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  page: JobListPage,
): Promise<Omit<JobPage, "revision">> {
  const order = orderOf(page.sort);
  const scope = cursorScope(page.text, page.sort);
  const cursor = page.cursor === null ? null : readCursor(page.cursor, scope, order);
  const backwards = cursor?.direction === "before";
  const { jobs, stopped } = await searchJobs(db, {
    org,
    filter,
    order,
    descending: order.descending !== backwards,
    start: cursor,
    limit: page.limit + 1,
    budgetMs: page.budgetMs ?? BUDGET_MS,
    ...(page.tuning === undefined ? {} : { tuning: page.tuning }),
  });
  const more = jobs.length > page.limit;
  if (more) jobs.pop();
  if (backwards && stopped === null && jobs.length < page.limit) {
    return await listJobs(db, org, filter, { ...page, cursor: null });
  }
  const items = backwards ? jobs.reverse() : jobs;
  const write = (direction: Cursor["direction"], position: Position, included = false) =>
    writeCursor({ direction, included, position }, scope);
  const beside = (direction: Cursor["direction"], job: JobRow | undefined) => {
    if (job !== undefined) return write(direction, positionOf(job, order));
    // An empty page lies at its cursor: what is beside it begins with the job there, if the page would not have.
    return cursor === null ? null : write(direction, cursor.position, !cursor.included);
  };
  const [first, last] = [items.at(0), items.at(-1)];
  const onward = stopped === null ? null : write(backwards ? "before" : "after", stopped.position);
  return {
    items,
    nextCursor: backwards ? beside("after", last) : (onward ?? (more ? beside("after", last) : null)),
    previousCursor: backwards ? (onward ?? (more ? beside("before", first) : null)) : cursor && beside("before", first),
    stopped: stopped && {
      looked: stopped.looked,
      at: isTime(order) ? String(stopped.position.value) : null,
      advice: adviceFor(filter),
    },
  };
}

/** What narrows most, of what the filter does not say yet. */
function adviceFor(filter: ResolvedFilter): string {
  const says = (key: string) => filter.terms.some((term) => "key" in term && term.key === key);
  const missing = [
    ...["state", "agent", "source"].filter((key) => !says(key)),
    says("created") ? "a shorter time" : "a time, like created:>-24h",
  ];
  return `Too broad to be searched at once: add ${new Intl.ListFormat("en", { type: "disjunction" }).format(missing)}.`;
}
