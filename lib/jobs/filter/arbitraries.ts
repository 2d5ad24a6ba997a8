import fc from "fast-check";
import { errorFingerprint } from "../fingerprint.ts";
import { type JobRow, TRIGGERS } from "../model.ts";
import { JOB_STATES } from "../state.ts";
import {
  type ChoiceKey,
  type ChoiceTerm,
  type Comparison,
  type FilterTerm,
  type JobFilter,
  MEASURE_KEYS,
  type MeasureKey,
  type MeasureTerm,
  TIME_KEYS,
  type TimeTerm,
  type TimeValue,
} from "./model.ts";

/** The moment around which the jobs and the filters of property tests lie: 2026-11-20T10:00Z. */
export const TEST_NOW = Date.UTC(2026, 10, 20, 10);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const TEXTS = ["books", "Books", "BOOKS 2", "50%", "a_b", "a\\b", "x,y", 'say "hi"', "été", "🔥", "-", "state:failed"];
const ERRORS = [
  "timed out after 30 ms",
  "Timed OUT",
  "404 at https://a.b/c?d=1",
  "50% of a_b",
  "it's \\ broken",
  "été",
];
const IDS = ["1001", "1002", "a-1", "A-1", "x,y"];
const PEOPLE = ["ann", "Ann", "bob", "me"];

/** Any text that a filter can hold. */
const anyText = fc
  .string({ minLength: 1, maxLength: 12, unit: "binary" })
  .filter((text) => !text.includes("\0") && text.isWellFormed());
const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TEXTS) }, { weight: 1, arbitrary: anyText });

const CHOICES: Record<ChoiceKey, fc.Arbitrary<string>> = {
  state: fc.constantFrom(...JOB_STATES),
  trigger: fc.constantFrom(...TRIGGERS),
  agent: fc.oneof(text, fc.constantFrom(...IDS)),
  source: fc.oneof(text, fc.constantFrom("local", "Local", "agenty")),
  type: text,
  id: fc.oneof(text, fc.constantFrom(...IDS)),
  tag: text,
  by: fc.constantFrom(...PEOPLE),
  "retry-of": fc.constantFrom(...IDS),
  fingerprint: fc.oneof(text, fc.constantFrom(...ERRORS.map((error) => errorFingerprint(error) ?? ""))),
};

const choice: fc.Arbitrary<FilterTerm> = fc.constantFrom(...(Object.keys(CHOICES) as ChoiceKey[])).chain((key) =>
  fc.record({
    kind: fc.constant("choice" as const),
    key: fc.constant(key),
    negated: fc.boolean(),
    values: fc.uniqueArray(CHOICES[key], { minLength: 1, maxLength: 3 }),
  }),
);

const part = fc.oneof(text, fc.constantFrom("out", "TIMED", "%", "_", "0 a", "\\"), fc.constantFrom(...ERRORS));

const contains: fc.Arbitrary<FilterTerm> = fc.record({
  kind: fc.constant("contains" as const),
  key: fc.constantFrom("name", "error"),
  negated: fc.boolean(),
  values: fc.uniqueArray(part, { minLength: 1, maxLength: 3 }),
});

const word: fc.Arbitrary<FilterTerm> = fc.record({
  kind: fc.constant("word" as const),
  negated: fc.boolean(),
  text: part,
});

const comparison = fc.constantFrom<Comparison>(">", ">=", "<", "<=", "=");
const moment = fc.integer({ min: TEST_NOW - 3 * DAY, max: TEST_NOW + DAY }).map((at) => new Date(at).toISOString());

const timeValue: fc.Arbitrary<TimeValue> = fc.oneof(
  fc.integer({ min: 0, max: 3 * DAY }).map((ms): TimeValue => ({ kind: "ago", ms })),
  fc.integer({ min: 0, max: 72 }).map((hours): TimeValue => ({ kind: "ago", ms: hours * HOUR })),
  fc
    .tuple(moment, fc.constantFrom(4, 7, 10))
    .map(([at, length]): TimeValue => ({ kind: "day", date: at.slice(0, length) })),
  fc
    .tuple(moment, fc.constantFrom(16, 19, 23))
    .map(([at, length]): TimeValue => ({ kind: "local", time: at.slice(0, length) })),
  fc.constantFrom<TimeValue>(
    { kind: "named", name: "today" },
    { kind: "named", name: "yesterday" },
    { kind: "named", name: "now" },
  ),
  moment.map((at): TimeValue => ({ kind: "instant", at })),
);

const time: fc.Arbitrary<FilterTerm> = fc.record({
  kind: fc.constant("time" as const),
  key: fc.constantFrom(...TIME_KEYS),
  range: fc.oneof(
    fc.record({ op: comparison, at: timeValue }),
    openRange(timeValue, "2026-11-20T10:00:00.000Z"),
  ) satisfies fc.Arbitrary<TimeTerm["range"]>,
});

const FIGURES: Record<MeasureKey, fc.Arbitrary<number>> = {
  duration: fc.oneof(fc.integer({ min: 0, max: 3 * HOUR }), fc.constantFrom(0, 60_000, HOUR)),
  queued: fc.oneof(fc.integer({ min: 0, max: HOUR }), fc.constantFrom(0, 1000, 60_000)),
  silent: fc.oneof(fc.integer({ min: 0, max: HOUR }), fc.constantFrom(0, 60_000)),
  percent: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0.1, 33.3, 99.99)),
  priority: fc.integer({ min: 0, max: 5 }),
  attempt: fc.integer({ min: 0, max: 3 }),
  results: fc.integer({ min: 0, max: 3 }),
};

const measure: fc.Arbitrary<FilterTerm> = fc.constantFrom(...MEASURE_KEYS).chain((key) =>
  fc.record({
    kind: fc.constant("measure" as const),
    key: fc.constant(key),
    range: fc.oneof(fc.record({ op: comparison, value: FIGURES[key] }), ordered(FIGURES[key])),
  }),
);

/** One term of any kind. */
export const anyTerm: fc.Arbitrary<FilterTerm> = fc.oneof(choice, contains, word, time, measure);

/** Filters as the parser makes them: terms that are read as one are one, ranges do not end before they begin. */
export const anyFilter: fc.Arbitrary<JobFilter> = fc
  .uniqueArray(anyTerm, {
    maxLength: 4,
    comparator: (one, other) => isOne(one) && isOne(other) && one.key === other.key,
  })
  .map((terms) => ({ terms }));

/** Jobs that the filters are about, with every figure missing now and then. Keys are not unique. */
export const anyJob: fc.Arbitrary<JobRow> = fc
  .record({
    source: fc.constantFrom("local", "agenty"),
    id: fc.constantFrom(...IDS),
    agentId: fc.option(fc.constantFrom(...IDS)),
    agentName: fc.option(fc.constantFrom(...TEXTS)),
    name: fc.oneof(fc.constantFrom(...TEXTS), anyText),
    type: fc.constantFrom("scraping", "Scraping", ...TEXTS),
    state: fc.constantFrom(...JOB_STATES),
    trigger: fc.constantFrom(...TRIGGERS),
    priority: FIGURES.priority,
    percent: fc.option(FIGURES.percent),
    resultsTotal: fc.option(FIGURES.results),
    createdAt: moment,
    queuedAt: fc.option(moment),
    scheduledAt: fc.option(moment),
    startedAt: fc.option(moment),
    endedAt: fc.option(moment),
    updatedAt: moment,
    error: fc.option(fc.oneof(fc.constantFrom(...ERRORS), anyText)),
    retryOf: fc.option(fc.constantFrom(...IDS)),
    startedBy: fc.option(fc.constantFrom(...PEOPLE)),
    startedById: fc.option(fc.constantFrom(...PEOPLE)),
    tags: fc.uniqueArray(fc.constantFrom(...TEXTS), { maxLength: 3 }),
    attempt: FIGURES.attempt,
  })
  .map((job) => ({
    rawStatus: job.state,
    activity: null,
    tasksExpected: null,
    tasksTotal: null,
    tasksCompleted: null,
    tasksFailed: null,
    cluesTotal: null,
    expectedEndAt: null,
    errorFingerprint: errorFingerprint(job.error),
    warning: null,
    scheduleId: null,
    maxAttempts: 3,
    version: 1,
    ...job,
  }));

function isOne(term: FilterTerm): term is ChoiceTerm {
  return term.kind === "choice" && !term.negated && term.key !== "tag";
}

/** A range that is open at one end. */
function openRange(value: fc.Arbitrary<TimeValue>, at: string): fc.Arbitrary<TimeTerm["range"]> {
  const now: TimeValue = { kind: "instant", at };
  return fc.oneof(
    value.map((from): TimeTerm["range"] => ({ op: "..", from, to: null })),
    value.map((to): TimeTerm["range"] => ({ op: "..", from: null, to })),
    fc
      .integer({ min: 0, max: 2 * DAY })
      .map((ms): TimeTerm["range"] => ({ op: "..", from: { kind: "ago", ms }, to: now })),
  );
}

function ordered(value: fc.Arbitrary<number>): fc.Arbitrary<MeasureTerm["range"]> {
  return fc.tuple(value, value, fc.constantFrom("both", "from", "to")).map(([one, other, ends]) => ({
    op: "..",
    from: ends === "to" ? null : Math.min(one, other),
    to: ends === "from" ? null : Math.max(one, other),
  }));
}
