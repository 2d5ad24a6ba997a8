import type { Logger } from "pino";
import { isDatabaseOutage } from "../db/outage.ts";
import type { Store } from "../store/write.ts";
import { type AgentFailure, type AgentHalfParts, type AgentOutcome, runAgentHalf } from "./agent-half.ts";
import { type Beginning, beginRun } from "./begin-run.ts";
import { beginProcessingHalf, cancelRun, completeRun, endAgentHalf, failRun } from "./end-run.ts";
import { handBackRun, pauseRun } from "./hand-back.ts";
import { runProcessingHalf } from "./processing-half.ts";
import { cluesTaken } from "./progress.ts";
import { type RunControl, RunStopped } from "./run-control.ts";
import { RunSession } from "./run-session.ts";
import type { Ticket, TicketQueue } from "./ticket-queue.ts";

/** A job that takes its worker down this often would do so for ever. */
const MOST_LOST_WORKERS = 20;

export interface RunParts extends AgentHalfParts {
  store: Store;
  tickets: TicketQueue;
  log: Logger;
  /** What the address of a page is relative to when it is a path. */
  baseUrl: () => string;
  /** Told when a ticket was sent, and from when on it can be taken. */
  onSent: (due: Date) => void;
}

/** Runs the attempt that a ticket is for to its end, or until it is stopped. Rejects when the database fails. */
export async function runJob(parts: RunParts, ticket: Ticket, control: RunControl): Promise<void> {
  const { store, tickets, log } = parts;
  const begun = await beginRun(parts, ticket);
  if (begun === null) return;
  const session = new RunSession(begun, { store, tickets, ticket, control });
  try {
    if (begun.job.state === "Cancelling") throw new RunStopped("cancel");
    await work(parts, session, begun);
  } catch (error) {
    if (error instanceof RunStopped) return await stopRun(parts, session, error);
    // What was committed holds; the run is taken up from there, and the outage costs the job no attempt.
    if (isDatabaseOutage(error)) throw error;
    log.error({ err: error, job: session.key.id }, "A run failed unexpectedly");
    const message = error instanceof Error ? error.message : String(error);
    await fail(parts, session, `Internal error: ${message}`);
  }
}

async function work(parts: RunParts, session: RunSession, begun: Beginning): Promise<void> {
  const { attempt, maxAttempts } = session;
  if (begun.resumes === "after-loss") {
    session.log.write("warning", "Resumed after its worker was lost or shut down");
  } else if (begun.resumes === "after-wait") session.log.write("info", "Resumed to try pages again");
  else session.log.write("info", maxAttempts === 1 ? "Started" : `Started attempt ${attempt} of ${maxAttempts}`);
  if (begun.omittedPages > 0) {
    session.log.write("warning", `${begun.omittedPages} pages are left out: they are over the page budget`);
  }
  if (session.ticket.retryCount >= MOST_LOST_WORKERS) {
    return await fail(parts, session, `Its worker was lost ${session.ticket.retryCount} times`);
  }

  const outcome = session.run.agentEndTime === null ? await crawl(parts, session) : { failure: keptFailure(session) };
  if ("due" in outcome) {
    await pauseRun(session, parts.tickets, outcome.due);
    return parts.onSent(outcome.due);
  }
  const { failure } = outcome;
  if (failure === null || cluesTaken(session.progress) < session.progress.cluesFound) {
    await beginProcessingHalf(session);
    await runProcessingHalf(session);
  }
  if (failure === null) await completeRun(session, parts.tickets);
  else await fail(parts, session, failure);
}

async function crawl(parts: RunParts, session: RunSession): Promise<AgentOutcome> {
  let outcome: AgentOutcome;
  session.startAgentClock();
  try {
    outcome = await runAgentHalf(session, parts);
  } catch (error) {
    if (!(error instanceof RunStopped) || error.reason !== "time-limit") throw error;
    outcome = { failure: `Time limit of ${session.definition.timeLimitSeconds.toLocaleString("en-US")} s reached` };
  } finally {
    session.stopAgentClock();
  }
  if ("failure" in outcome) await endAgentHalf(session, outcome.failure);
  return outcome;
}

/** Why the agent half failed, of a run that is taken up in its processing half. */
function keptFailure({ run }: RunSession): AgentFailure {
  return run.agentState === "Failed" ? (run.agentResultMessage ?? "Failed") : null;
}

async function stopRun(parts: RunParts, session: RunSession, stopped: RunStopped): Promise<void> {
  const { reason } = stopped;
  try {
    if (reason === "cancel") await cancelRun(session, parts.tickets);
    else if (reason === "shutdown") {
      await handBackRun(session, parts.tickets);
      parts.onSent(new Date());
    } else parts.log.warn({ job: session.key.id, attempt: session.attempt }, "Another worker has taken this run over");
  } catch (error) {
    // Whatever came in between decides: a cancel while handing back, a claim lost while cancelling.
    if (!(error instanceof RunStopped) || error.reason === reason) throw error;
    await stopRun(parts, session, error);
  }
}

async function fail(parts: RunParts, session: RunSession, error: string): Promise<void> {
  try {
    const due = await failRun(session, parts.tickets, error);
    if (due !== null) parts.onSent(due);
  } catch (stopped) {
    if (!(stopped instanceof RunStopped)) throw stopped;
    await stopRun(parts, session, stopped);
  }
}
