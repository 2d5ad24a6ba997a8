import type { JobDetail, QueuePlace } from "../../lib/api/job-types.ts";
import type { RetryBody } from "../../lib/api/schemas.ts";
import type { FilterValues, JobFacets, JobPage, JobRows } from "../../lib/api/types.ts";
import { serializeFilter } from "../../lib/jobs/filter/serialize.ts";
import type { Command, JobRow } from "../../lib/jobs/model.ts";
import { DEFAULT_SORT, type JobSort } from "../../lib/jobs/sort.ts";
import { type Principal, requireScope } from "../auth/principal.ts";
import { conflict } from "../errors.ts";
import { getAgent } from "../store/agents.ts";
import { readRevision } from "../store/changes.ts";
import { getRetryEdits, listCommands } from "../store/commands.ts";
import { readFilterValues, type ValueKey } from "../store/filter-values.ts";
import { getJobDetail, getRetriedAs } from "../store/job-details.ts";
import { getBeginnings, hasAgentChanged } from "../store/job-documents.ts";
import { readFacets } from "../store/job-facets.ts";
import { readHistogram } from "../store/job-histogram.ts";
import { listJobs } from "../store/job-list.ts";
import { getMirror } from "../store/job-mirror.ts";
import { type JobKey, listExecuting, listJobsByKey } from "../store/jobs.ts";
import { readQueuePlace } from "../store/queue-place.ts";
import { readExpectedRun } from "../store/run-times.ts";
import { listRuns } from "../store/runs.ts";
import { getSource } from "../store/sources.ts";
import type { Store } from "../store/write.ts";
import { backendUrl, capabilitiesOf } from "./capabilities.ts";
import { checkDefinition } from "./check-definition.ts";
import { freshened, isPossibleId, requireJob } from "./find-job.ts";
import type { JobEngine } from "./job-engine.ts";
import type { Mirror } from "./mirror.ts";
import { requireParamsText } from "./params-text.ts";
import { RecentAnswers } from "./recent-answers.ts";
import { requireFilter, resolveFor } from "./require-filter.ts";
import { scheduleOf } from "./schedule-of.ts";
import { READ_CHARACTERS, shownText } from "./shown-text.ts";

/** For the facets, and at the same time for the histogram. */
const FACETS_BUDGET_MS = 120;
const VALUES_LIVE_MS = 30_000;

const CANNOT = {
  start: "cannot start jobs from here",
  cancel: "cannot cancel jobs",
  retry: "cannot retry jobs",
  retryWithEdits: "cannot retry jobs with edits",
} as const;

/** Jobs as lists and their pages show them, and what can be asked of them. */
export class JobsService {
  readonly #store: Store;
  readonly #engine: JobEngine;
  readonly #mirror: Mirror;
  readonly #values = new RecentAnswers<FilterValues>(VALUES_LIVE_MS);

  constructor(store: Store, engine: JobEngine, mirror: Mirror) {
    this.#store = store;
    this.#mirror = mirror;
    this.#engine = engine;
  }

  /**
   * A page of the jobs that match the filter text `q`, the newest first unless `sort` says otherwise. `cursor` is the
   * `nextCursor` or `previousCursor` of another page of the same list.
   * @throws AppError BAD_REQUEST at `q` or `cursor`
   */
  async list(
    principal: Principal,
    page: { q: string; sort?: JobSort; cursor: string | null; limit: number },
  ): Promise<JobPage> {
    const { q, sort = DEFAULT_SORT, cursor, limit } = page;
    const parsed = requireFilter(q);
    const filter = resolveFor(principal, parsed);
    // First of all reads: rows may be newer than the revision says, and then a replayed change does nothing.
    const revision = await readRevision(this.#store.db);
    const found = await listJobs(this.#store.db, principal.org, filter, {
      sort,
      cursor,
      limit,
      text: serializeFilter(parsed),
    });
    return { ...found, revision };
  }

  /**
   * How many jobs match the filter text, by state, source, agent and time. Not whole where that would take long.
   * @throws AppError BAD_REQUEST at `q`
   */
  async facets(principal: Principal, q: string): Promise<JobFacets> {
    const filter = resolveFor(principal, requireFilter(q));
    const { db } = this.#store;
    const revision = await readRevision(db);
    const [facets, histogram] = await Promise.all([
      readFacets(db, principal.org, filter, FACETS_BUDGET_MS),
      readHistogram(db, principal.org, filter, FACETS_BUDGET_MS),
    ]);
    return { ...facets, histogram, asOf: filter.now, revision };
  }

  /** The values of a filter key among the newest jobs, the most frequent first; at most half a minute old. */
  async filterValues(principal: Principal, key: ValueKey): Promise<FilterValues> {
    return await this.#values.read(`${key} ${principal.org}`, async () => {
      const asOf = new Date().toISOString();
      return { ...(await readFilterValues(this.#store.db, principal.org, key)), asOf };
    });
  }

  /** Those of the jobs that exist and the principal may know of. */
  async rows(principal: Principal, keys: readonly JobKey[]): Promise<JobRows> {
    const revision = await readRevision(this.#store.db);
    const possible = keys.filter(({ source, id }) => isPossibleId(source) && isPossibleId(id));
    return { items: await listJobsByKey(this.#store.db, principal.org, possible), revision };
  }

  /** The jobs that are executing, the longest running first. More than `limit` are left out. */
  async executing(principal: Principal, limit: number): Promise<JobPage> {
    const revision = await readRevision(this.#store.db);
    const items = await listExecuting(this.#store.db, principal.org, limit);
    return { items, nextCursor: null, previousCursor: null, stopped: null, revision };
  }

  /** Everything about one job but its tasks, log and results. Runs and commands come the latest first. */
  async detail(principal: Principal, key: JobKey): Promise<JobDetail> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const known = await requireJob(db, principal, key);
    const job = await freshened(db, this.#mirror, principal, known, "detail");
    const { org } = principal;
    const { agentId, retryOf, createdAt } = job;
    const isScheduled = job.trigger === "scheduled";
    const [runs, commands, beginnings, agentChanged, retriedAs, retryEdits, scheduled, expected, source, mirrored] =
      await Promise.all([
        listRuns(db, key),
        listCommands(db, key),
        getBeginnings(db, key, READ_CHARACTERS),
        hasAgentChanged(db, org, key),
        getRetriedAs(db, key),
        retryOf === null ? null : getRetryEdits(db, { source: key.source, id: retryOf }, key.id),
        isScheduled ? getJobDetail(db, key) : undefined,
        agentId === null ? null : readExpectedRun(db, org, agentId, createdAt),
        getSource(db, org, key.source),
        getMirror(db, key),
      ]);
    const params = shownText(beginnings.params);
    const config = shownText(beginnings.config);
    const result = shownText(beginnings.result);
    return {
      job,
      run: runs[0] ?? null,
      runs,
      commands: commands.reverse(),
      capabilities: capabilitiesOf(source),
      params: params.text,
      config: config.text,
      result: result.text,
      cut: { params: params.cut, config: config.cut, result: result.cut },
      agentChanged,
      retriedAs,
      retryEdits,
      schedule: scheduleOf(scheduled?.config ?? null),
      expected,
      backendUrl: backendUrl(source, key.id),
      read: mirrored === undefined ? null : { at: mirrored.detailAt, error: mirrored.error },
      revision,
    };
  }

  /**
   * What stands between a queued job and its start.
   * @throws AppError NOT_FOUND; CONFLICT when it is not queued
   */
  async queue(principal: Principal, key: JobKey): Promise<QueuePlace> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const job = await requireJob(db, principal, key);
    if (job.state !== "Queued") throw conflict(`Job ${key.source}/${key.id} is not queued.`);
    const [place, agent] = await Promise.all([
      readQueuePlace(db, principal.org, job),
      job.agentId === null ? undefined : getAgent(db, principal.org, job.agentId),
    ]);
    const concurrency = agent?.definition.concurrency ?? null;
    return { ...place, concurrency, asOf: new Date().toISOString(), revision };
  }

  /** Asks a job to stop. @throws AppError NOT_FOUND; CONFLICT when it has ended, or its source cannot do it */
  async cancel(principal: Principal, key: JobKey, reason: string | null): Promise<{ job: JobRow; command: Command }> {
    requireScope(principal, "services:write");
    await requireJob(this.#store.db, principal, key);
    await this.#require(principal, key, "cancel");
    return await this.#engine.cancel(principal.org, key, { actor: principal, reason });
  }

  /**
   * Makes a new job like an ended one, with another configuration or other parameters if they are given, and with `again`
   * also while an earlier retry of it has not ended.
   * @throws AppError NOT_FOUND; CONFLICT when it has not ended, is being retried, or its source cannot do it; BAD_REQUEST
   * at the field of what is given
   */
  async retry(
    principal: Principal,
    key: JobKey,
    { again = false, config, params }: NonNullable<RetryBody> = {},
  ): Promise<JobRow> {
    requireScope(principal, "services:write");
    await requireJob(this.#store.db, principal, key);
    const edits = { config, params: requireParamsText(params) };
    const isEdited = config !== undefined || params !== undefined;
    await this.#require(principal, key, isEdited ? "retryWithEdits" : "retry");
    if (config !== undefined) checkDefinition({ ...config, schedule: null }, this.#engine, "config.");
    return await this.#engine.retry(principal.org, key, { actor: principal, again, edits });
  }

  /**
   * Makes another job of the agent that a job is of, with what that one was started with.
   * @throws AppError NOT_FOUND; CONFLICT when its source cannot do it, or will not; SOURCE_FAILED when it did not
   */
  async startAgain(principal: Principal, key: JobKey): Promise<JobRow> {
    requireScope(principal, "services:write");
    await requireJob(this.#store.db, principal, key);
    await this.#require(principal, key, "start");
    const trigger = principal.kind === "person" ? "manual" : "api";
    return await this.#engine.startAgain(principal.org, key, { actor: principal, trigger });
  }

  async #require(principal: Principal, { source }: JobKey, capability: keyof typeof CANNOT): Promise<void> {
    const capabilities = capabilitiesOf(await getSource(this.#store.db, principal.org, source));
    if (!capabilities[capability]) throw conflict(`The source ${source} ${CANNOT[capability]}.`);
  }
}
