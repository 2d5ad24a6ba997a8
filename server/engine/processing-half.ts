import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import type { Step } from "../../lib/post-processing/steps.ts";
import {
  deletePayload,
  getSeenItems,
  insertResults,
  nextPayload,
  type Payload,
  rememberItems,
} from "../store/results.ts";
import type { WriteTransaction } from "../store/write.ts";
import type { Item } from "./extract/items.ts";
import { type AcceptedClue, hashClues, judgeClues } from "./judge-clues.ts";
import { postProcessResults, type UnreadByStep, unreadInWords } from "./post-process-results.ts";
import { addVerdicts, cluesStored, cluesTaken, type Verdicts } from "./progress.ts";
import { RunStopped } from "./run-control.ts";
import type { RunSession } from "./run-session.ts";

/** An agent has one collection of results. */
const COLLECTION = 1;
/** How often a payload is tried as a whole before its clues are stored one by one. */
const TRIES = 3;
const RETRY_MS = 100;
const count = new Intl.NumberFormat("en-US");

/**
 * The second half of a run: takes the payloads one at a time, compares their clues with what the agent found before,
 * and stores them. A payload goes in the transaction that stores its results, so none is ever processed twice.
 */
export async function runProcessingHalf(session: RunSession): Promise<void> {
  for (let more = true; more; ) {
    session.control.checkBeforeNext();
    more = await takePayload(session);
  }
}

async function takePayload(session: RunSession): Promise<boolean> {
  let retries = 0;
  for (;;) {
    try {
      return await storePayload(session, { retries, singly: retries >= TRIES });
    } catch (error) {
      if (error instanceof RunStopped || retries >= TRIES) throw error;
      retries++;
      const message = error instanceof Error ? error.message : String(error);
      session.log.write("warning", `Storing failed (try ${retries} of ${TRIES}): ${message}`);
      await delay(RETRY_MS * retries, undefined, { signal: session.control.signal }).catch(() => undefined);
    }
  }
}

async function storePayload(session: RunSession, how: { retries: number; singly: boolean }): Promise<boolean> {
  let found: { task: number; unread: UnreadByStep } | undefined;
  await session.commit(async (tx) => {
    const payload = await nextPayload(tx, session.runId);
    found = payload && { task: payload.taskSeq, unread: new Map() };
    if (payload === undefined || found === undefined) return {};
    const verdicts = await storeClues(tx, session, payload, found.unread, how.singly);
    await deletePayload(tx, session.runId, payload.taskSeq);
    const progress = {
      ...session.progress,
      verdicts: addVerdicts(session.progress.verdicts, verdicts),
      processingRetries: session.progress.processingRetries + how.retries,
    };
    const done = `Storing item ${count.format(cluesTaken(progress))} of ${count.format(progress.cluesFound)}`;
    return { progress, run: { processingUpdatedDate: new Date().toISOString() }, job: { activity: done } };
  });
  if (found === undefined) return false;
  // Only now: a transaction that is tried again would tell of them twice.
  for (const line of unreadInWords(found.unread, stepsOf(session))) session.log.write("warning", line, found.task);
  return true;
}

async function storeClues(
  tx: WriteTransaction,
  session: RunSession,
  payload: Payload,
  unread: UnreadByStep,
  singly: boolean,
): Promise<Verdicts> {
  const { agentId, runId, definition } = session;
  const items: (Item | null)[] = JSON.parse(payload.items);
  const clues = hashClues(items, definition.key);
  const keys = clues.hashed.map((clue) => clue.keyHash);
  const memory = await getSeenItems(tx, agentId, COLLECTION, keys);
  const firstSeq = cluesStored(session.progress) + 1;
  const { accepted, verdicts } = judgeClues(clues, memory, { runId, task: payload.taskSeq, firstSeq });
  if (!singly) {
    await store(tx, session, accepted, unread);
    return verdicts;
  }
  return await storeSingly(tx, session, accepted, verdicts, unread);
}

/** Stores clue by clue, so that one that the database refuses takes no other with it. */
async function storeSingly(
  tx: WriteTransaction,
  session: RunSession,
  accepted: AcceptedClue[],
  judged: Verdicts,
  unread: UnreadByStep,
): Promise<Verdicts> {
  const verdicts = { ...judged };
  let seq = cluesStored(session.progress) + 1;
  for (const clue of accepted) {
    await sql`savepoint clue`.execute(tx.db);
    try {
      await store(tx, session, [{ ...clue, row: { ...clue.row, seq } }], unread);
      await sql`release savepoint clue`.execute(tx.db);
      seq++;
    } catch (error) {
      await sql`rollback to savepoint clue`.execute(tx.db);
      const { verdict, task } = clue.row;
      if (verdict !== null) verdicts[verdict]--;
      verdicts.failed++;
      const message = error instanceof Error ? error.message : String(error);
      session.log.write("error", `An item could not be stored: ${message}`, task);
    }
  }
  return verdicts;
}

async function store(
  tx: WriteTransaction,
  session: RunSession,
  clues: AcceptedClue[],
  unread: UnreadByStep,
): Promise<void> {
  const seen = clues.map(({ keyHash, contentHash }) => ({ keyHash, contentHash }));
  const rows = clues.map(({ row, keyHash, contentHash }) => ({ ...row, keyHash, contentHash }));
  const steps = stepsOf(session);
  await insertResults(tx, session.runId, rows);
  if (steps.length > 0) {
    const results = clues.map(({ row }) => row);
    await postProcessResults(tx, session.runId, results, steps, unread);
  }
  await rememberItems(tx, session.agentId, COLLECTION, session.runId, seen);
}

function stepsOf({ definition }: RunSession): readonly Step[] {
  return definition.postProcessing ?? [];
}
