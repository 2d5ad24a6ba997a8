import type { AgentHistory, ComparedRun, RunComparison } from "../../lib/api/job-types.ts";
import type { Principal } from "../auth/principal.ts";
import { notFound } from "../errors.ts";
import { readAgentHistory } from "../store/agent-history.ts";
import { readRevision } from "../store/changes.ts";
import { countByCollection, haveSameTexts } from "../store/comparisons.ts";
import { getBeginnings } from "../store/job-documents.ts";
import { getRun } from "../store/runs.ts";
import type { Store } from "../store/write.ts";
import { type RunKey, requireJob } from "./find-job.ts";
import { READ_CHARACTERS, shownText } from "./shown-text.ts";

const HISTORY = { limit: 50, newer: 12 };
const RESULTS = { collections: 20, most: 10_000 };
/** No attempt is over what the database's `int` holds. */
const MAX_INT = 2_147_483_647;

/** Runs beside each other: those of an agent, and any two. */
export class ComparisonService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Up to fifty jobs of the job's agent, it and those around it. @throws AppError NOT_FOUND */
  async history(principal: Principal, key: RunKey): Promise<AgentHistory> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const asOf = new Date().toISOString();
    const { source, id, agentId, createdAt } = await requireJob(db, principal, key);
    if (agentId === null) return { items: [], moreBefore: false, moreAfter: false, asOf, revision };
    const place = { source, id, agentId, createdAt };
    return { ...(await readAgentHistory(db, principal.org, place, HISTORY)), asOf, revision };
  }

  /** All that two runs can be compared by. @throws AppError NOT_FOUND, naming the job or attempt that is not there */
  async compare(principal: Principal, key: RunKey, otherKey: RunKey): Promise<RunComparison> {
    const revision = await readRevision(this.#store.db);
    const [one, other] = await Promise.all([this.#read(principal, key), this.#read(principal, otherKey)]);
    const same = await haveSameTexts(this.#store.db, one.job, other.job);
    return { one, other, same, revision };
  }

  async #read(principal: Principal, key: RunKey): Promise<ComparedRun> {
    const { db } = this.#store;
    const job = await requireJob(db, principal, key);
    const run = await getRun(db, key, key.attempt && Math.min(key.attempt, MAX_INT));
    if (run === undefined && key.attempt !== undefined) {
      throw notFound(`Attempt ${key.attempt} of job ${key.source}/${key.id}`);
    }
    const [beginnings, results] = await Promise.all([
      getBeginnings(db, key, READ_CHARACTERS),
      run === undefined ? [] : countByCollection(db, run.id, RESULTS),
    ]);
    const params = shownText(beginnings.params);
    const config = shownText(beginnings.config);
    return {
      job,
      run: run ?? null,
      params: params.text,
      config: config.text,
      cut: { params: params.cut, config: config.cut },
      results,
    };
  }
}
