import { filterOf } from "./filter/edit.ts";
import type { JobFilter } from "./filter/model.ts";
import { serializeFilter } from "./filter/serialize.ts";
import type { JobSort } from "./sort.ts";
import { STATES_OF_COUNT } from "./state.ts";

/** A list that everybody has under a name. `hint` says in one sentence what it shows. */
export interface SystemView {
  id: string;
  name: string;
  hint: string;
  q: string;
  sort: JobSort;
}

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
/** Waiting for its turn for so long, or at work for so long without news, a job is taken for stuck. */
const STUCK_MS = 10 * MINUTE_MS;

const executing = filterOf({ state: STATES_OF_COUNT.executing });

const failedToday: JobFilter = {
  terms: [
    ...filterOf({ state: ["Failed"] }).terms,
    { kind: "time", key: "ended", range: { op: "=", at: { kind: "named", name: "today" } } },
  ],
};

const lastWeek: JobFilter = {
  terms: [{ kind: "time", key: "created", range: { op: ">", at: { kind: "ago", ms: WEEK_MS } } }],
};

/**
 * One filter cannot say "executing without news for 5 minutes, or queued for 10". What both have in common is that nothing
 * has been heard of a job that has not ended: a queued job has no news until it starts. Whoever waits for a time is not stuck.
 */
const stuck: JobFilter = {
  terms: [
    ...filterOf({ state: [...STATES_OF_COUNT.queued, ...STATES_OF_COUNT.executing] }).terms,
    { kind: "measure", key: "silent", range: { op: ">", value: STUCK_MS } },
  ],
};

/** The lists that operators open most, for all of them. */
export const SYSTEM_VIEWS: readonly SystemView[] = [
  {
    id: "executing",
    name: "Executing now",
    hint: "At work, processing and cancelling included",
    q: serializeFilter(executing),
    sort: "-created",
  },
  {
    id: "failed-today",
    name: "Failed today",
    hint: "Failed since midnight, latest first",
    q: serializeFilter(failedToday),
    sort: "-ended",
  },
  {
    id: "slow",
    name: "Slow",
    hint: "Runs of the last 7 days, longest first",
    q: serializeFilter(lastWeek),
    sort: "-duration",
  },
  {
    id: "stuck",
    name: "Stuck",
    hint: "Not ended, no news for 10 min, oldest first",
    q: serializeFilter(stuck),
    sort: "created",
  },
  {
    id: "mine",
    name: "Mine",
    hint: "Started by you",
    q: serializeFilter(filterOf({ by: ["me"] })),
    sort: "-created",
  },
];
