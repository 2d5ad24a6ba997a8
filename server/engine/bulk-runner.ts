import type { Logger } from "pino";
import type { BulkVerb } from "../../lib/jobs/bulk.ts";
import { errorFingerprint } from "../../lib/jobs/fingerprint.ts";
import { isDatabaseOutage } from "../db/outage.ts";
import { AppError } from "../errors.ts";
import type { CancelRequest } from "../services/job-engine.ts";
import {
  type BulkProgress,
  type FailureGroup,
  lockBulkAction,
  type StoredBulkAction,
  updateBulkAction,
} from "../store/bulk-actions.ts";
import { type BulkTarget, deleteTargets, listTargets } from "../store/bulk-targets.ts";
import type { JobKey } from "../store/jobs.ts";
import type { Store } from "../store/write.ts";
import { NotEligible } from "./refusals.ts";

/** How often progress is stored and told. An abort is noticed as often. */
const PROGRESS_MS = 250;
/** Jobs that are acted on in one transaction: so many that it is quick, so few that nobody waits for it. */
const BATCH = 50;
/** Targets read at a time: more than are done in one stint. */
const READ = 1000;
/** Different reasons that are counted apart. */
const MAX_GROUPS = 100;

/**
 * The engine's own commands on several jobs, in one transaction. Each answers for each job: what it did, or why not. Of one
 * bulk action and one job, it does something once, however often it is called.
 */
export type BulkCommands = Record<
  BulkVerb,
  (org: string, keys: readonly JobKey[], request: CancelRequest) => Promise<readonly (object | AppError)[]>
>;

export interface BulkRunnerParts {
  store: Store;
  log: Logger;
  commands: BulkCommands;
  /** Transactions that are under way side by side. */
  atATime: number;
}

/** What a stint came to, beside the figures: whether there is nothing left. */
type Stint = BulkProgress & { exhausted: boolean };

type Outcome = "done" | "skipped" | { reason: string };

/**
 * Does what is left of a bulk action, in stints after which the progress is stored. What was done in a stint that was
 * not stored is found again by the commands, so that whoever goes on does nothing twice; two that run one action at
 * the same time follow each other's progress. Throws when `signal` aborts, and when the database is away.
 */
export async function runBulkAction(parts: BulkRunnerParts, id: string, signal: AbortSignal): Promise<void> {
  let action = await begin(parts.store, id);
  while (action?.state === "running") {
    signal.throwIfAborted();
    const stint = await work(parts, action, signal);
    action = await settle(parts.store, action, stint);
  }
}

async function begin(store: Store, id: string): Promise<StoredBulkAction | undefined> {
  return await store.write(async (tx) => {
    const action = await lockBulkAction(tx, id);
    if (action?.state !== "waiting") return action;
    const begun = await updateBulkAction(tx, id, { state: "running", startedAt: new Date().toISOString() });
    return { ...action, ...begun };
  });
}

/** Acts on targets, in order, for about as long as progress may stay untold. */
async function work(parts: BulkRunnerParts, action: StoredBulkAction, signal: AbortSignal): Promise<Stint> {
  const until = performance.now() + PROGRESS_MS;
  const { done, failed, skipped } = action;
  const stint: Stint = {
    ...{ position: action.position, done, failed, skipped, exhausted: false },
    failureGroups: structuredClone(action.failureGroups),
    failures: [],
  };
  const targets = await listTargets(parts.store.db, action.id, action.position, READ);
  let next = 0;
  async function lane(): Promise<void> {
    while (next < targets.length && performance.now() < until && !signal.aborted) {
      const batch = targets.slice(next, next + BATCH);
      next += batch.length;
      const outcomes = await actOn(parts, action, batch);
      for (const [place, target] of batch.entries()) count(stint, target, outcomes[place]);
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: parts.atATime }, lane));
  for (const each of lanes) if (each.status === "rejected") throw each.reason;
  stint.position = targets[next - 1]?.place ?? action.position;
  stint.exhausted = next === targets.length && targets.length < READ;
  return stint;
}

/** In the order of `targets`. Where all of them fail together, each is tried alone, so that only the one to blame fails. */
async function actOn(
  parts: BulkRunnerParts,
  action: StoredBulkAction,
  targets: readonly BulkTarget[],
): Promise<Outcome[]> {
  const { id, org, verb, by, reason } = action;
  try {
    const keys = targets.map((target) => ({ source: target.source, id: target.id }));
    const answers = await parts.commands[verb](org, keys, { actor: by, reason, bulkId: id });
    return answers.map(outcomeOf);
  } catch (error) {
    if (isDatabaseOutage(error)) throw error;
    if (targets.length > 1) {
      const outcomes: Outcome[] = [];
      for (const target of targets) outcomes.push(...(await actOn(parts, action, [target])));
      return outcomes;
    }
    parts.log.error({ err: error, bulk: id, job: targets[0]?.id }, "A job of a bulk action could not be acted on");
    return [{ reason: "The console could not do it. Its log says why." }];
  }
}

function outcomeOf(answer: object | AppError): Outcome {
  if (!(answer instanceof AppError)) return "done";
  const passedOver = answer instanceof NotEligible || answer.code === "NOT_FOUND";
  return passedOver ? "skipped" : { reason: answer.message };
}

function count(stint: Stint, { source, id }: BulkTarget, outcome: Outcome = "skipped"): void {
  if (outcome === "done") stint.done++;
  else if (outcome === "skipped") stint.skipped++;
  else {
    const { reason } = outcome;
    stint.failed++;
    stint.failures.push({ source, id, reason, at: new Date().toISOString() });
    group(stint.failureGroups, reason, { source, id });
  }
}

function group(groups: FailureGroup[], reason: string, example: JobKey): void {
  const fingerprint = errorFingerprint(reason);
  const found = groups.find((each) => errorFingerprint(each.reason) === fingerprint);
  if (found !== undefined) found.count++;
  else if (groups.length < MAX_GROUPS) groups.push({ reason, count: 1, example });
}

/** Stores a stint, and ends the action when it is done or shall be stopped. Another runner's progress stands instead. */
async function settle(store: Store, before: StoredBulkAction, stint: Stint): Promise<StoredBulkAction | undefined> {
  return await store.write(async (tx) => {
    const action = await lockBulkAction(tx, before.id);
    if (action?.state !== "running" || action.position !== before.position) return action;
    const { exhausted, ...progress } = stint;
    progress.failureGroups.sort((one, other) => other.count - one.count);
    const finishedAt = new Date().toISOString();
    const ending = exhausted
      ? ({ state: "finished", finishedAt, abortedBy: null } as const)
      : action.abortedBy !== null && ({ state: "aborted", finishedAt } as const);
    const stored = await updateBulkAction(tx, action.id, { ...(ending || {}), progress });
    await deleteTargets(tx, action.id, ending ? undefined : progress.position);
    return { ...action, ...stored, position: progress.position, failureGroups: progress.failureGroups };
  });
}
