import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { JobRow, JobRun } from "../../lib/jobs/model.ts";
import { DEFAULT_SORT } from "../../lib/jobs/sort.ts";
import { type JobCounts, noCounts } from "../../lib/jobs/state.ts";
import type { Principal } from "../auth/principal.ts";
import { AppError, notFound } from "../errors.ts";
import { findAgentId, slugsOf } from "../store/agents.ts";
import { readCounts } from "../store/job-counts.ts";
import { getJobDetail, getShortDetails, type StoredDetail } from "../store/job-details.ts";
import { type NumberedPage, type PageFilter, readJobPage } from "../store/job-pages.ts";
import { getJobRequests, type JobRequest } from "../store/job-requests.ts";
import { getJob, textOfKey } from "../store/jobs.ts";
import { getOrgNumber, orgOfJob } from "../store/orgs.ts";
import { getLatestRuns, getRun } from "../store/runs.ts";
import { withinMs } from "../store/time-limit.ts";
import type { Store } from "../store/write.ts";
import { jobPages } from "./export-service.ts";
import { isPossibleId, toInt } from "./find-job.ts";

/** The built-in engine: the source whose jobs programs start and see. */
export const PROGRAM_SOURCE = "local";

const PAGE_WITHIN_MS = 5000;
const NO_DETAIL: StoredDetail = { params: null, config: null, result: null };
const LISTED_DETAIL_CHARACTERS = 128 * 1024;

/** A job with what all dialects tell of it beyond a list's row. */
export interface ProgramJob {
  job: JobRow;
  /** What programs call its agent by; null for a job without one. */
  agentRef: string | null;
}

/** A job with what some of them tell beyond that. */
export interface ProgramJobDetail extends ProgramJob {
  /** The latest attempt; null before the first. */
  run: JobRun | null;
  /** What it was made with. */
  detail: StoredDetail;
  /** What a program asked for in its dialect's words; null when none did. */
  asked: JobRequest | null;
}

/**
 * The jobs of the built-in engine as other vendors' APIs count and page them. What is done to a job, its logs, tasks
 * and results are the other services' matter.
 */
export class ProgramJobsService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * A page by offset, the newest first unless `sort` says otherwise, and how many jobs there are in all.
   * @throws AppError UNAVAILABLE when the database takes too long over it
   */
  async list(
    principal: Principal,
    filter: Omit<PageFilter, "source">,
    page: NumberedPage,
  ): Promise<{ items: ProgramJob[]; total: number }> {
    const asked = { ...filter, source: PROGRAM_SOURCE };
    const numbered = { ...page, offset: toInt(page.offset) };
    const read = await withinMs(this.#store.db, PAGE_WITHIN_MS, (db) =>
      readJobPage(db, principal.org, asked, numbered),
    );
    if (read === null) {
      throw new AppError("UNAVAILABLE", "This page took too long to find. Filter for less, or sort by created_at.");
    }
    return { items: await this.#complete(read.items), total: read.total };
  }

  /**
   * One job. @throws AppError NOT_FOUND, also for other organisations' jobs unless `tellOthers`: then FORBIDDEN
   */
  async get(principal: Principal, id: string, { tellOthers = false } = {}): Promise<ProgramJobDetail> {
    const { db } = this.#store;
    const key = { source: PROGRAM_SOURCE, id };
    const job = isPossibleId(id) ? await getJob(db, principal.org, key) : undefined;
    if (job === undefined) {
      const isOthers = tellOthers && isPossibleId(id) && (await orgOfJob(db, key)) !== undefined;
      throw isOthers ? new AppError("FORBIDDEN", `Job ${id} belongs to another organisation.`) : notFound(`Job ${id}`);
    }
    const [[complete], run = null, detail = NO_DETAIL, requests] = await Promise.all([
      this.#complete([job]),
      getRun(db, key),
      getJobDetail(db, key),
      getJobRequests(db, [key]),
    ]);
    if (complete === undefined) throw notFound(`Job ${id}`);
    return { ...complete, run, detail, asked: requests.get(textOfKey(key)) ?? null };
  }

  /**
   * The same jobs with their latest attempts and what they were made with. A list cannot hold whole texts of any length: of
   * long ones it knows nothing, and of results neither; `get` has them.
   */
  async withDetails(jobs: readonly ProgramJob[]): Promise<ProgramJobDetail[]> {
    const { db } = this.#store;
    const keys = jobs.map(({ job }) => job);
    if (keys.length === 0) return [];
    const [runs, details, requests] = await Promise.all([
      getLatestRuns(db, keys),
      getShortDetails(db, keys, LISTED_DETAIL_CHARACTERS),
      getJobRequests(db, keys, LISTED_DETAIL_CHARACTERS),
    ]);
    return jobs.map((each) => {
      const key = textOfKey(each.job);
      const [run = null, detail = NO_DETAIL, asked = null] = [runs.get(key), details.get(key), requests.get(key)];
      return { ...each, run, detail, asked };
    });
  }

  /** How many jobs of the built-in engine are in each count. */
  async counts(principal: Principal): Promise<JobCounts> {
    const counts = noCounts();
    for (const { source, countName, jobs } of await readCounts(this.#store.db, principal.org)) {
      if (source === PROGRAM_SOURCE) counts[countName] += jobs;
    }
    return counts;
  }

  /** All jobs, or those of an agent, the newest first, page by page as they are taken. */
  async *all(
    principal: Principal,
    { agentId }: { agentId?: string | undefined } = {},
  ): AsyncGenerator<readonly ProgramJob[], void, void> {
    const terms: ResolvedFilter["terms"] = [
      { kind: "choice", key: "source", values: [PROGRAM_SOURCE], negated: false },
    ];
    if (agentId !== undefined) terms.push({ kind: "choice", key: "agent", values: [agentId], negated: false });
    const filter = { now: new Date().toISOString(), terms };
    const order = { sort: DEFAULT_SORT, text: agentId ?? "" };
    for await (const jobs of jobPages(this.#store.db, principal.org, filter, order)) {
      // An agent may also be called what another one's id is.
      yield await this.#complete(agentId === undefined ? jobs : jobs.filter((job) => job.agentId === agentId));
    }
  }

  /** The id of the agent that programs call so, or called so before it was deleted; undefined when there is none. */
  async agentId(principal: Principal, ref: string): Promise<string | undefined> {
    return isPossibleId(ref) ? await findAgentId(this.#store.db, principal.org, ref) : undefined;
  }

  /** The number of the principal's organisation, which some programs know it by. */
  async accountNumber(principal: Principal): Promise<number> {
    return await getOrgNumber(this.#store.db, principal.org);
  }

  async #complete(jobs: readonly JobRow[]): Promise<ProgramJob[]> {
    const { db } = this.#store;
    const agentIds = [...new Set(jobs.flatMap(({ agentId }) => (agentId === null ? [] : [agentId])))];
    const slugs = await slugsOf(db, agentIds);
    return jobs.map((job) => ({
      job,
      agentRef: job.agentId === null ? null : (slugs.get(job.agentId) ?? job.agentId),
    }));
  }
}
