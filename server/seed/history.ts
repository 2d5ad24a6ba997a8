import { errorFingerprint } from "../../lib/jobs/fingerprint.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { PEOPLE, type SeedAgent } from "./cast.ts";
import { ERRORS } from "./errors.ts";
import { Random, Weighted } from "./random.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of the newest jobs so many may still be under way, so that the live parts of the console have something to show. */
const LIVE_SHARE = 500;
const LONGEST_RUN = 2 * DAY;

export type SeedJob = Omit<JobRow, "version">;

export interface HistorySettings {
  jobs: number;
  days: number;
  seed: string;
  /** The end of the history, in milliseconds. */
  now: number;
  agents: readonly SeedAgent[];
  /** The first number for jobs of the built-in engine, and how far the other backends have counted. */
  firstLocalId: number;
  firstForeignPlace: number;
  /** Who starts jobs by hand, beside those made up. */
  people: readonly { id: string; name: string }[];
}

/** Jobs as a team of a few hundred schedules would have made them, the oldest first; the same for the same settings. */
export function* makeHistory(settings: HistorySettings): Generator<SeedJob> {
  const random = new Random(settings.seed);
  const agents = new Weighted(settings.agents, (_, place) => 1 / (place + 1) ** 0.9);
  const foreign = new Weighted(
    settings.agents.filter(({ source }) => source.kind !== "local"),
    (_, place) => 1 / (place + 1),
  );
  const people = [...PEOPLE, ...settings.people];
  const live = settings.jobs < 10 ? 0 : Math.min(80, Math.max(8, Math.floor(settings.jobs / LIVE_SHARE)));
  const failures: { job: SeedJob; agent: SeedAgent; from: number }[] = [];
  let localId = settings.firstLocalId;
  let place = settings.firstForeignPlace;

  const make = (agent: SeedAgent, at: number, retryOf: SeedJob | null, underWay: boolean): SeedJob => {
    const id = agent.source.jobId(random, agent.source.kind === "local" ? localId++ : place++);
    const who = { id, at, retryOf, person: people[random.int(0, people.length - 1)] ?? PEOPLE[0] };
    return underWay ? makeLive(random, agent, who, settings.now) : makeEnded(random, agent, who, settings.now);
  };

  for (const at of times(random, settings, settings.jobs - live)) {
    const waiting = failures[0];
    if (waiting !== undefined && waiting.from <= at) {
      failures.shift();
      const job = make(waiting.agent, at, waiting.job, false);
      if (job.state === "Failed" && random.chance(0.4)) failures.push({ ...waiting, job, from: at + HOUR / 4 });
      yield job;
      continue;
    }
    const agent = agents.draw(random);
    const job = make(agent, at, null, false);
    if (job.state === "Failed" && failures.length < 50 && random.chance(0.25)) {
      failures.push({ job, agent, from: Date.parse(job.endedAt ?? job.createdAt) + random.lognormal(HOUR / 6, 1) });
    }
    yield job;
  }
  const step = HOUR / 3 / Math.max(1, live);
  for (let left = live; left > 0; left--) yield make(foreign.draw(random), settings.now - left * step, null, true);
}

/** When jobs are made: more by day than by night, fewer at weekends, and a swarm at every full hour. */
function* times(random: Random, { days, now }: HistorySettings, jobs: number): Generator<number> {
  const hours = Math.max(1, Math.round(days * 24));
  const from = now - hours * HOUR;
  const weights = Array.from({ length: hours }, (_, hour) => {
    const at = new Date(from + hour * HOUR);
    const day = at.getUTCDay() % 6 === 0 ? 0.45 : 1;
    return day * (1 + 0.7 * Math.sin(((at.getUTCHours() - 7) / 24) * 2 * Math.PI)) * (0.85 + 0.3 * random.next());
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let due = 0;
  let made = 0;
  for (const [hour, weight] of weights.entries()) {
    due += (jobs * weight) / sum;
    const until = hour === hours - 1 ? jobs : Math.round(due);
    const offsets = Array.from({ length: until - made }, () =>
      random.chance(0.15) ? random.lognormal(20_000, 1) % HOUR : random.next() * HOUR,
    );
    made = until;
    for (const offset of offsets.sort((one, other) => one - other)) yield Math.floor(from + hour * HOUR + offset);
  }
}

interface Made {
  id: string;
  at: number;
  retryOf: SeedJob | null;
  person: { id: string; name: string };
}

function makeEnded(random: Random, agent: SeedAgent, made: Made, now: number): SeedJob {
  const waited = Math.round(Math.min(HOUR, random.lognormal(random.chance(0.05) ? 60_000 : 1500, 1.2)));
  const draw = random.next();
  const state: JobState =
    draw < 0.0003
      ? "Unknown"
      : draw < agent.failing
        ? "Failed"
        : draw < agent.failing + agent.cancelled
          ? "Cancelled"
          : "Completed";
  const long = random.chance(0.004) ? random.lognormal(30, 0.8) : 1;
  const part = state === "Completed" ? 1 : random.next();
  const ran = Math.round(Math.min(LONGEST_RUN, random.lognormal(agent.runMs, agent.spread) * long * part));
  // What would end after now ends just before it: the built-in engine would take up what has not ended.
  const started = Math.min(made.at + waited, now - 2000);
  const ended = Math.min(started + ran, now - 1000);
  const neverBegan = state === "Cancelled" && random.chance(0.3);
  const error = state === "Failed" ? errorOf(random, agent) : null;
  const tasks = random.int(1, 60);
  const done = state === "Completed" ? tasks : Math.floor(tasks * part);
  return {
    ...base(random, agent, made),
    state,
    rawStatus: wordOf(agent, state),
    percent: state === "Completed" ? 100 : neverBegan ? null : Math.round(part * 1000) / 10,
    tasksExpected: tasks,
    tasksTotal: tasks,
    tasksCompleted: done,
    tasksFailed: state === "Failed" ? 1 : 0,
    cluesTotal: done * 20,
    resultsTotal: state === "Completed" && random.chance(0.03) ? 0 : done * random.int(0, 20),
    startedAt: neverBegan ? null : iso(started),
    endedAt: state === "Unknown" ? null : iso(ended),
    updatedAt: iso(Math.max(ended, made.at)),
    error,
    errorFingerprint: errorFingerprint(error),
    warning:
      state === "Completed" && random.chance(0.02) ? `${random.int(1, 9)} of ${tasks} pages could not be read` : null,
    attempt: neverBegan ? 0 : random.chance(0.05) ? 2 : 1,
  };
}

function makeLive(random: Random, agent: SeedAgent, made: Made, now: number): SeedJob {
  const draw = random.next();
  const state: JobState =
    draw < 0.3
      ? "Queued"
      : draw < 0.86
        ? "Executing"
        : draw < 0.91
          ? "ExecutionCompleted"
          : draw < 0.96
            ? "Submitting"
            : "Cancelling";
  const queued = state === "Queued";
  const started = Math.min(now - 1000, made.at + random.int(200, 20_000));
  const tasks = random.int(5, 120);
  const done = queued ? 0 : Math.floor(tasks * random.next());
  return {
    ...base(random, agent, made),
    state,
    rawStatus: wordOf(agent, state),
    percent: queued ? null : Math.round((done / tasks) * 100),
    activity: queued ? null : `task ${done + 1} of ${tasks}`,
    tasksExpected: tasks,
    tasksTotal: queued ? null : tasks,
    tasksCompleted: queued ? null : done,
    tasksFailed: queued ? null : 0,
    cluesTotal: queued ? null : done * 20,
    startedAt: queued ? null : iso(started),
    updatedAt: iso(queued ? made.at : Math.max(started, now - random.int(500, 60_000))),
    expectedEndAt: queued ? null : iso(now + random.int(10_000, 600_000)),
    attempt: queued ? 0 : 1,
  };
}

function base(random: Random, agent: SeedAgent, { id, at, retryOf, person }: Made): SeedJob {
  const scheduled = retryOf === null && random.chance(agent.scheduled);
  const trigger = retryOf !== null ? "retry" : scheduled ? "scheduled" : random.chance(0.4) ? "api" : "manual";
  const by = trigger === "manual" || trigger === "retry" ? person : trigger === "api" ? API : null;
  const created = iso(at);
  return {
    source: agent.source.id,
    id,
    agentId: agent.id,
    agentName: agent.name,
    name: random.chance(0.1) ? `${agent.name} #${random.int(1, 9999)}` : agent.name,
    type: agent.type,
    state: "Unknown",
    rawStatus: "",
    trigger,
    priority: random.chance(0.02) ? random.int(1, 50) : agent.priority,
    percent: null,
    activity: null,
    tasksExpected: null,
    tasksTotal: null,
    tasksCompleted: null,
    tasksFailed: null,
    cluesTotal: null,
    resultsTotal: null,
    createdAt: created,
    queuedAt: created,
    scheduledAt: null,
    startedAt: null,
    endedAt: null,
    updatedAt: created,
    expectedEndAt: null,
    error: null,
    errorFingerprint: null,
    warning: null,
    retryOf: retryOf?.id ?? null,
    scheduleId: null,
    startedBy: by?.name ?? null,
    startedById: by?.id ?? null,
    tags: random.chance(0.03) ? [...new Set([...agent.tags, `release-${random.int(1, 400)}`])] : agent.tags,
    attempt: 0,
    maxAttempts: 2,
  };
}

const API = { id: "token", name: "API token" };

/** Mostly what this agent breaks of; now and then, and for weeks on end, something else. */
function errorOf(random: Random, agent: SeedAgent): string {
  const place = random.chance(0.1)
    ? random.int(0, ERRORS.length - 1)
    : agent.errors[random.int(0, agent.errors.length - 1)];
  return ERRORS[place ?? 0]?.(random) ?? "failed";
}

function wordOf({ source }: SeedAgent, state: JobState): string {
  if (state === "Unknown") return "on_hold";
  if (source.kind === "local") return state;
  if (state === "Queued") return source.words.queued;
  if (state === "Completed") return source.words.completed;
  if (state === "Failed") return source.words.failed;
  if (state === "Cancelled") return source.words.cancelled;
  return state === "Executing" ? source.words.executing : state.toLowerCase();
}

function iso(ms: number): string {
  return new Date(Math.floor(ms)).toISOString();
}
