/** The most targets that one answer tells of. */
export const MOST_TARGETS = 1000;

/**
 * The targets of a job. Those of its project are the agent's start addresses in order, `tgt_1` the first; pages that a crawl finds
 * follow on.
 */
export interface JobTargets {
  /** How many targets of the project the job has; null when what it was made with cannot be read. */
  count: number | null;
  /** Which ones, in order, when it was started for these only; null for all. */
  asked: readonly string[] | null;
}

/** What a program calls the target of a task by its place in the run, from 1. */
export function targetIdOf({ asked }: JobTargets, seq: number): string {
  return asked?.[seq - 1] ?? targetId(seq);
}

/** The ids of the project's targets that the job has, the first `MOST_TARGETS` of them; null when nobody knows. */
export function projectTargets(targets: JobTargets): string[] | null {
  const { count } = targets;
  if (count === null) return null;
  return Array.from({ length: Math.min(count, MOST_TARGETS) }, (_, place) => targetIdOf(targets, place + 1));
}

/** The id of the project's target at a place, from 1. */
function targetId(place: number): string {
  return `tgt_${place}`;
}

/** The place of a target of the project by its id, from 1; null for what is no id of one. */
export function placeOfTarget(id: string): number | null {
  const place = /^tgt_([1-9]\d{0,8})$/.exec(id)?.[1];
  return place === undefined ? null : Number(place);
}
