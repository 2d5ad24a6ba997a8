import type { Instant, JobRow } from "../model.ts";
import { onceDue } from "../once-due.ts";
import { hasEnded } from "../state.ts";
import type { ChoiceTerm, MeasureTerm, ResolvedFilter, TimeKey } from "./model.ts";

/** Whether a job matches, by the same rules as the query in the database. */
export function matchesFilter(filter: ResolvedFilter, job: JobRow): boolean {
  return filter.terms.every((term) => holds(term, job, filter.now));
}

function holds(term: ResolvedFilter["terms"][number], job: JobRow, now: Instant): boolean {
  switch (term.kind) {
    case "choice":
      return term.values.some((value) => hasChoice(job, term.key, value)) !== term.negated;
    case "contains":
      return term.values.some((value) => contains(job[term.key], value)) !== term.negated;
    case "word":
      return contains(`${job.id} ${job.name} ${job.error ?? ""}`, term.text) !== term.negated;
    case "time": {
      // Instants are all written alike and sort as text.
      const at = job[TIME_FIELDS[term.key]];
      return at !== null && (term.from === null || at >= term.from) && (term.to === null || at < term.to);
    }
    case "measure": {
      const value = measureOf(job, term.key, now);
      return value !== null && isWithin(value, term.range);
    }
  }
}

const TIME_FIELDS = {
  created: "createdAt",
  started: "startedAt",
  ended: "endedAt",
  updated: "updatedAt",
} as const satisfies Record<TimeKey, keyof JobRow>;

function hasChoice(job: JobRow, key: ChoiceTerm["key"], value: string): boolean {
  switch (key) {
    case "state":
      return job.state === value;
    case "agent":
      return job.agentId === value || isCalled(job.agentName, value);
    case "source":
      return job.source === value;
    case "trigger":
      return job.trigger === value;
    case "type":
      return isCalled(job.type, value);
    case "id":
      return job.id === value;
    case "tag":
      return job.tags.some((tag) => isCalled(tag, value));
    case "by":
      return job.startedById === value || isCalled(job.startedBy, value);
    case "retry-of":
      return job.retryOf === value;
    case "fingerprint":
      return job.errorFingerprint === value;
  }
}

function isCalled(name: string | null, value: string): boolean {
  return name !== null && name.toLowerCase() === value.toLowerCase();
}

function contains(text: string | null, part: string): boolean {
  return text?.toLowerCase().includes(part.toLowerCase()) ?? false;
}

/** A figure of a job. Jobs that have ended without saying when have no duration, rather than one that grows. */
function measureOf(job: JobRow, key: MeasureTerm["key"], now: Instant): number | null {
  const end = job.endedAt ?? (hasEnded(job.state) ? null : now);
  switch (key) {
    case "duration":
      return between(job.startedAt, end);
    case "queued": {
      const left = job.startedAt ?? job.endedAt;
      return left === null ? between(onceDue(job.queuedAt, job, now), end) : between(job.queuedAt, left);
    }
    case "silent":
      return job.endedAt === null ? between(onceDue(job.updatedAt, job, now), end) : null;
    case "percent":
    case "priority":
    case "attempt":
      return job[key];
    case "results":
      return job.resultsTotal;
  }
}

function between(from: Instant | null, to: Instant | null): number | null {
  return from === null || to === null ? null : Date.parse(to) - Date.parse(from);
}

function isWithin(value: number, range: MeasureTerm["range"]): boolean {
  switch (range.op) {
    case ">":
      return value > range.value;
    case ">=":
      return value >= range.value;
    case "<":
      return value < range.value;
    case "<=":
      return value <= range.value;
    case "=":
      return value === range.value;
    case "..":
      return (range.from === null || value >= range.from) && (range.to === null || value <= range.to);
  }
}
