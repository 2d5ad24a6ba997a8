import type { ComparedRun } from "../../../lib/api/job-types.ts";
import { formatCount, formatDuration } from "../../../lib/jobs/format.ts";
import type { Instant, JobRun } from "../../../lib/jobs/model.ts";
import { triggerPhrase } from "../../../lib/jobs/presentation.ts";
import { hasEnded, type JobState } from "../../../lib/jobs/state.ts";
import { attemptEnd, attemptState } from "./end-of-attempt.ts";

/** A figure of two runs. `words` say how the first differs from the other; null where they are equal or one is unknown. */
export type ComparedFigure = { name: string; same: boolean; words: string | null } & (
  | { kind: "duration" | "count"; one: number | null; other: number | null }
  | { kind: "text"; one: string | null; other: string | null }
  | { kind: "state"; one: JobState; other: JobState }
  | { kind: "moment"; one: Instant | null; other: Instant | null }
);

export interface ComparedSection {
  title: string;
  figures: ComparedFigure[];
}

/** Durations as near as this are one: clocks of two runs tell no less apart. */
const SAME_MS = 100;

/** All that two runs differ in and are alike in, but their configurations. */
export function compareRuns(one: ComparedRun, other: ComparedRun): ComparedSection[] {
  const count = (name: string, of: (run: JobRun) => number | null) =>
    countFigure(name, figureOf(one, of), figureOf(other, of));
  const sections = [
    { title: "How it ended", figures: outcome(one, other) },
    {
      title: "Durations",
      figures: [
        durationFigure("Attempt in all", wholeTime(one), wholeTime(other), ["faster", "slower"]),
        durationFigure("Waited in the queue", queueTime(one), queueTime(other), ["shorter", "longer"]),
        durationFigure("Agent half", agentTime(one), agentTime(other), ["faster", "slower"]),
        durationFigure("Processing half", processingTime(one), processingTime(other), ["faster", "slower"]),
      ],
    },
    {
      title: "Agent",
      figures: [
        count("Tasks expected", (run) => run.agentExpectedTasksCount),
        count("Tasks", (run) => run.agentTasksCount),
        count("Tasks queued", (run) => run.agentTasksQueuedCount),
        count("Tasks completed", (run) => run.agentTasksCompletedCount),
        count("Tasks failed", (run) => run.agentTasksFailedCount),
        count("Clues", (run) => run.agentCluesCount),
        count("Clues queued", (run) => run.agentCluesQueuedCount),
        count("Clues completed", (run) => run.agentCluesCompletedCount),
        count("Clues failed", (run) => run.agentCluesFailedCount),
      ],
    },
    {
      title: "Processing",
      figures: [
        count("Tasks", (run) => run.processingTasksCount),
        count("Queued", (run) => run.processingTasksQueuedCount),
        count("Completed", (run) => run.processingTasksCompletedCount),
        count("Failed", (run) => run.processingTasksFailedCount),
        count("Skipped", (run) => run.processingTasksSkippedCount),
        count("Already there", (run) => run.processingTasksAlreadyExistsCount),
        count("Already up to date", (run) => run.processingTasksAlreadyUpToDateCount),
        count("Ignored", (run) => run.processingTasksIgnoredCount),
        count("Retries", (run) => run.processingTaskRetriesCount),
        count("Payloads received", (run) => run.processingTasksReceivedPayloadsCount),
        count("Clues received", (run) => run.processingTasksReceivedCluesCount),
        count("Log lines received", (run) => run.processingTasksReceivedLogLinesCount),
      ],
    },
    { title: "Results", figures: results(one, other) },
  ];
  return sections.filter(({ figures }) => figures.length > 0);
}

/** The most important difference in one sentence, for who looks for five seconds. */
export function headline(one: ComparedRun, other: ComparedRun): string {
  const [state] = outcome(one, other);
  const { words } = durationFigure("", wholeTime(one), wholeTime(other), ["faster", "slower"]);
  const time = words ?? "in the same time";
  if (state?.kind === "state" && !state.same) {
    const ended = [state.one, state.other].map((each) => stateWord(each));
    return `${capital(ended[0] ?? "")}, where the other ${hasEnded(state.other) ? "" : "is "}${ended[1]}`;
  }
  return wholeTime(one) === null || wholeTime(other) === null ? "The durations are not known" : capital(time);
}

/** `12 s faster (−31 %)`; null where they are equal or one is not known. `words` are for less and for more. */
export function durationDifference(
  one: number | null,
  other: number | null,
  [less, more]: readonly [string, string],
): string | null {
  if (one === null || other === null || Math.abs(one - other) < SAME_MS) return null;
  return `${one < other ? less : more} by ${formatDuration(Math.abs(one - other))}${inPercent(one, other)}`;
}

/** `12 more (+31 %)`; null where they are equal or one is not known. */
export function countDifference(one: number | null, other: number | null): string | null {
  if (one === null || other === null || one === other) return null;
  return `${formatCount(Math.abs(one - other))} ${one < other ? "fewer" : "more"}${inPercent(one, other)}`;
}

function inPercent(one: number, other: number): string {
  if (other <= 0) return "";
  const percent = ((one - other) / other) * 100;
  const sign = percent < 0 ? "−" : "+";
  const size = Math.abs(percent);
  if (size > 999) return ` (×${formatCount(Math.round(one / other))})`;
  return ` (${size < 1 ? `under ${sign}1` : `${sign}${Math.round(size)}`} %)`;
}

function outcome(one: ComparedRun, other: ComparedRun): ComparedFigure[] {
  const states = [one, other].map(stateOf) as [JobState, JobState];
  const [first, second] = [one, other].map(errorOf) as [string | null, string | null];
  const starts = [one, other].map((side) => side.run?.agentStartTime ?? side.job.startedAt) as [
    Instant | null,
    Instant | null,
  ];
  return [
    { kind: "state", name: "State", one: states[0], other: states[1], same: states[0] === states[1], words: null },
    textFigure("What it said", first, second, sameKind(one, other) ? "the same kind of failure" : null),
    textFigure("Started", ...pair(one, other, ({ job }) => triggerPhrase(job.trigger))),
    textFigure("Attempt", ...pair(one, other, ({ job, run }) => `${run?.attempt ?? 0} of ${job.maxAttempts}`)),
    textFigure("Priority", ...pair(one, other, ({ job }) => String(job.priority))),
    // Two runs never begin together: it is told, but is no difference.
    { kind: "moment", name: "Began", one: starts[0], other: starts[1], same: true, words: null },
  ];
}

function results(one: ComparedRun, other: ComparedRun): ComparedFigure[] {
  const collections = new Set([...one.results, ...other.results].map(({ collection }) => collection));
  return [...collections]
    .sort((a, b) => a - b)
    .map((collection): ComparedFigure => {
      const [first, second] = [one, other].map((side) => side.results.find((each) => each.collection === collection));
      const name = collections.size === 1 ? "Rows" : `Rows of collection ${collection}`;
      if (first?.capped || second?.capped) {
        return textFigure(name, atLeast(first), atLeast(second));
      }
      return countFigure(name, first?.count ?? 0, second?.count ?? 0);
    });
}

function atLeast(counted: ComparedRun["results"][number] | undefined): string {
  return counted === undefined ? "0" : `${counted.capped ? "over " : ""}${formatCount(counted.count)}`;
}

function durationFigure(
  name: string,
  one: number | null,
  other: number | null,
  words: readonly [string, string],
): ComparedFigure {
  const difference = durationDifference(one, other, words);
  return { kind: "duration", name, one, other, same: isSame(one, other, difference), words: difference };
}

function countFigure(name: string, one: number | null, other: number | null): ComparedFigure {
  const difference = countDifference(one, other);
  return { kind: "count", name, one, other, same: isSame(one, other, difference), words: difference };
}

function isSame(one: number | null, other: number | null, difference: string | null): boolean {
  return (one === null) === (other === null) && difference === null;
}

function textFigure(
  name: string,
  one: string | null,
  other: string | null,
  words: string | null = null,
): ComparedFigure {
  return { kind: "text", name, one, other, same: one === other, words: one === other ? null : words };
}

function pair(
  one: ComparedRun,
  other: ComparedRun,
  of: (side: ComparedRun) => string | null,
): [string | null, string | null] {
  return [of(one), of(other)];
}

function stateOf({ run, job }: ComparedRun): JobState {
  return run === null ? job.state : attemptState(run, job);
}

/** What an attempt said at its end; the job's own error is that of its latest. */
function errorOf({ run, job }: ComparedRun): string | null {
  return isLatest(run, job) ? (job.error ?? run?.agentResultMessage ?? null) : (run?.agentResultMessage ?? null);
}

function sameKind(one: ComparedRun, other: ComparedRun): boolean {
  const [first, second] = [one, other].map(({ run, job }) => (isLatest(run, job) ? job.errorFingerprint : null));
  return first != null && first === second;
}

function isLatest(run: JobRun | null, job: ComparedRun["job"]): boolean {
  return run === null || run.attempt === job.attempt;
}

function figureOf({ run }: ComparedRun, of: (run: JobRun) => number | null): number | null {
  return run === null ? null : of(run);
}

/** Clocks that run backwards make times below zero. */
function notNegative(ms: number | null | undefined): number | null {
  return ms == null ? null : Math.max(0, ms);
}

function between(from: Instant | null | undefined, to: Instant | null | undefined): number | null {
  return from == null || to == null ? null : Math.max(0, Date.parse(to) - Date.parse(from));
}

function wholeTime({ run, job }: ComparedRun): number | null {
  return run === null ? between(job.startedAt, job.endedAt) : between(run.agentStartTime, attemptEnd(run, job));
}

function queueTime({ run }: ComparedRun): number | null {
  return notNegative(run?.agentElapsedQueuedTime) ?? between(run?.agentQueuedDate, run?.agentStartTime);
}

function agentTime({ run }: ComparedRun): number | null {
  return notNegative(run?.agentElapsedExecutionTime) ?? between(run?.agentStartTime, run?.agentEndTime);
}

function processingTime({ run }: ComparedRun): number | null {
  return between(run?.processingStartTime, run?.processingEndTime);
}

function stateWord(state: JobState): string {
  return state === "ExecutionCompleted" ? "crawled" : state.toLowerCase();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
