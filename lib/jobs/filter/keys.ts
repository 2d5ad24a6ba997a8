import {
  CHOICE_KEYS,
  type ChoiceKey,
  type ContainsTerm,
  type MeasureKey,
  SPAN_KEYS,
  TIME_KEYS,
  type TimeKey,
} from "./model.ts";

/** What can stand before a colon. */
export type FilterKey = ChoiceKey | ContainsTerm["key"] | TimeKey | MeasureKey;

const CONTAINS_KEYS = ["name", "error"] as const satisfies readonly ContainsTerm["key"][];

/** All keys, the ones most used first. */
export const FILTER_KEYS: readonly FilterKey[] = [
  "state",
  "agent",
  "source",
  "created",
  "error",
  "name",
  "duration",
  "trigger",
  "ended",
  "started",
  "updated",
  "queued",
  "silent",
  "type",
  "tag",
  "by",
  "id",
  "percent",
  "priority",
  "attempt",
  "results",
  "retry-of",
  "fingerprint",
];

/** The key that is written like this, in capitals or not. */
export function findKey(written: string): FilterKey | undefined {
  const lower = written.toLowerCase();
  return FILTER_KEYS.find((key) => key === lower);
}

export const isChoiceKey = oneOf<ChoiceKey>(CHOICE_KEYS);
export const isContainsKey = oneOf<ContainsTerm["key"]>(CONTAINS_KEYS);
export const isTimeKey = oneOf<TimeKey>(TIME_KEYS);
/** Whether a measure is a length of time. */
export const isSpanKey = oneOf<(typeof SPAN_KEYS)[number]>(SPAN_KEYS);

/** Keys that a job may have several values of, so that two terms ask for two values. */
export function isManyValued(key: ChoiceKey): boolean {
  return key === "tag";
}

/** Whether two values of a key are the same to a comparison with jobs. */
export function sameChoice(key: ChoiceKey, one: string, other: string): boolean {
  const plain = key === "tag" || key === "type" || key === "agent" || key === "by";
  return one === other || (plain && one.toLowerCase() === other.toLowerCase());
}

function oneOf<Key extends string>(keys: readonly Key[]): (key: string) => key is Key {
  return (key): key is Key => (keys as readonly string[]).includes(key);
}
