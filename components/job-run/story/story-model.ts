import type { Command, Instant, JobRow, JobRun } from "../../../lib/jobs/model.ts";
import { hasEnded, type JobState } from "../../../lib/jobs/state.ts";
import { foldedAxis, type Stretch } from "./folded-axis.ts";

export type PhaseKind = "queue" | "retry-wait" | "agent" | "gap" | "processing";

/** One stretch of a job's life. Times are milliseconds since 1970; `left` and `width` are shares of the whole line. */
export interface Phase {
  key: string;
  kind: PhaseKind;
  attempt: number;
  /** As the source reported them, whatever their order; `to` is null while it goes on. */
  from: number;
  to: number | null;
  left: number;
  width: number;
  /** Set at the last phase of an attempt that has ended. */
  endedAs: JobState | null;
  /** The two halves of an attempt share the height where they overlap. */
  lane: "whole" | "upper" | "lower";
  /** The source's times are out of order here: what is drawn was put right. */
  backwards: boolean;
}

/** Something that happened at one moment. */
export interface StoryMark {
  key: string;
  label: string;
  at: number;
  left: number;
  /** Since what it follows, in milliseconds; null for the first. */
  after: { what: string; ms: number } | null;
}

export interface Story {
  from: number;
  to: number;
  /** Whether it still goes on: then `to` is now. */
  going: boolean;
  phases: Phase[];
  marks: StoryMark[];
  /** Waiting that is drawn shorter than it was, or would be if nothing is to be folded. */
  breaks: { from: number; to: number; left: number; width: number }[];
  backwards: boolean;
}

/** Sources whose clocks differ a little are not accused of running backwards. */
const TOLERATED_MS = 1000;

type Drawn = Omit<Phase, "left" | "width" | "lane"> & { start: number; end: number };

/**
 * A job from its queueing to its end: waiting, both halves of each attempt, the waits between attempts, and what was asked of
 * it. Everything lies within the line, whatever times the source reports. `unfolded` draws waiting as long as it was.
 */
export function storyOf(
  { job, runs, commands }: { job: JobRow; runs: readonly JobRun[]; commands: readonly Command[] },
  now: number,
  { unfolded = false } = {},
): Story {
  const ended = hasEnded(job.state);
  const drawn = phasesOf(job, runs, now);
  const from = drawn[0]?.start ?? ms(job.createdAt);
  const end = Math.max(from, ...drawn.map((phase) => phase.end), ended ? ms(job.endedAt ?? job.createdAt) : now);
  const to = end > from ? end : from + 1;
  const work: Stretch[] = drawn
    .filter(({ kind }) => kind === "agent" || kind === "processing")
    .map((phase) => ({ from: phase.start, to: phase.end }));
  const axis = foldedAxis({ from, to }, work, { unfolded });
  const phases = drawn.map(({ start, end: stop, ...phase }, at): Phase => {
    const left = axis.place(start);
    return { ...phase, left, width: Math.max(0, axis.place(stop) - left), lane: laneOf(drawn, at) };
  });
  const marks = marksOf(commands, job).map((mark) => ({ ...mark, left: axis.place(mark.at) }));
  return {
    from,
    to,
    going: !ended,
    phases,
    marks,
    breaks: axis.breaks,
    backwards: phases.some((phase) => phase.backwards),
  };
}

function phasesOf(job: JobRow, runs: readonly JobRun[], now: number): Drawn[] {
  const ended = hasEnded(job.state);
  const drawn: Drawn[] = [];
  const attempts = runs.toSorted((one, other) => one.attempt - other.attempt);
  const latest = attempts.at(-1);
  const queuedAt = ms(attempts[0]?.agentQueuedDate ?? job.queuedAt ?? job.createdAt);
  let reached = queuedAt;

  /** `floor` is the earliest that the phase can have begun. */
  const add = (
    phase: Pick<Drawn, "kind" | "attempt" | "from" | "to"> & { endedAs?: JobState | null },
    floor: number,
  ) => {
    const start = Math.max(floor, phase.from);
    const end = Math.max(start, phase.to ?? now);
    const backwards = phase.from < floor - TOLERATED_MS || (phase.to ?? phase.from) < phase.from - TOLERATED_MS;
    drawn.push({ endedAs: null, ...phase, key: `${phase.kind}-${phase.attempt}`, start, end, backwards });
    reached = Math.max(reached, end);
  };

  for (const run of attempts) {
    const { attempt } = run;
    const going = run === latest && !ended && job.state !== "Queued";
    // An end that was not reported is the job's own, or the last that was heard of the attempt.
    const endOf = (own: Instant | null) =>
      msOf(own) ?? (going ? null : ms((run === latest ? job.endedAt : null) ?? run.updateDate));
    const startedAt = msOf(run.agentStartTime);
    const first = run === attempts[0];
    const wait = {
      kind: first ? ("queue" as const) : ("retry-wait" as const),
      attempt,
      from: first ? queuedAt : reached,
    };
    add({ ...wait, to: startedAt ?? endOf(null) }, reached);
    if (startedAt === null) continue;
    const begun = Math.max(wait.from, startedAt);
    const processedFrom = msOf(run.processingStartTime);
    const endedAs = going ? null : endOfAttempt(run);
    const agentEnd = endOf(run.agentEndTime ?? (going ? null : run.processingStartTime));
    const agent = { kind: "agent" as const, attempt, from: startedAt, to: agentEnd };
    add({ ...agent, endedAs: processedFrom === null ? endedAs : null }, begun);
    if (processedFrom === null) continue;
    if (agentEnd !== null && processedFrom > reached) {
      add({ kind: "gap", attempt, from: reached, to: processedFrom }, reached);
    }
    add({ kind: "processing", attempt, from: processedFrom, to: endOf(run.processingEndTime), endedAs }, begun);
  }

  if (latest === undefined) {
    add({ kind: "queue", attempt: 1, from: queuedAt, to: ended ? ms(job.endedAt ?? job.updatedAt) : null }, queuedAt);
  } else if (job.state === "Queued") {
    add({ kind: "retry-wait", attempt: latest.attempt + 1, from: reached, to: null }, reached);
  }
  return drawn;
}

function endOfAttempt({ agentState, processingState }: JobRun): JobState | null {
  const state = agentState === "Completed" ? (processingState ?? agentState) : agentState;
  return hasEnded(state) ? state : null;
}

/** The halves of one attempt lie above each other when the second began before the first had ended. */
function laneOf(drawn: readonly Drawn[], at: number): Phase["lane"] {
  const phase = drawn[at];
  if (phase === undefined || (phase.kind !== "agent" && phase.kind !== "processing")) return "whole";
  const other = drawn.find((each) => {
    const halves = each.kind === "agent" || each.kind === "processing";
    return halves && each !== phase && each.attempt === phase.attempt;
  });
  if (other === undefined || other.start >= phase.end || phase.start >= other.end) return "whole";
  return phase.kind === "agent" ? "upper" : "lower";
}

/** A cancel's way from the request to the stop. Of several the last counts. */
function marksOf(commands: readonly Command[], job: JobRow): Omit<StoryMark, "left">[] {
  const cancels = commands.filter(({ action }) => action === "cancel");
  const cancel = cancels.reduce<Command | undefined>((one, each) => (one && one.id > each.id ? one : each), undefined);
  if (cancel === undefined) return [];
  const marks: Omit<StoryMark, "left">[] = [];
  const asked = ms(cancel.requestedAt);
  const add = (key: string, label: string, at: Instant | null) => {
    if (at === null) return;
    const after = marks.length === 0 ? null : { what: "asked", ms: Math.max(0, ms(at) - asked) };
    marks.push({ key, label, at: ms(at), after });
  };
  add("asked", "Cancel requested", cancel.requestedAt);
  add("acknowledged", "Acknowledged", cancel.acknowledgedAt);
  if (cancel.outcome === "done" && job.state === "Cancelled") add("stopped", "Stopped", cancel.finishedAt);
  return marks;
}

function ms(at: Instant): number {
  const value = Date.parse(at);
  return Number.isFinite(value) ? value : 0;
}

function msOf(at: Instant | null): number | null {
  return at === null ? null : ms(at);
}
