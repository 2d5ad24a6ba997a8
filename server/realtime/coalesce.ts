import type { BulkAction } from "../../lib/jobs/bulk.ts";
import type { Command, JobPatch, JobRun, Task } from "../../lib/jobs/model.ts";
import type { Change, ChangeData } from "../../lib/realtime/change.ts";
import type { LiveEvent } from "../../lib/realtime/protocol.ts";
import type { SourceHealth } from "../../lib/sources/health.ts";
import type { Topic } from "./topic.ts";

/** What a room is told of several changes: events, and what is yet to be read from the database. */
export interface Digest {
  events: LiveEvent[];
  /** Whether the counts may have moved. */
  counts: boolean;
  /** Log lines from `from` to `to`, both included, a range for each run. */
  logs: { runId: number; from: number; to: number }[];
}

/**
 * Sums up changes that concern one room, in the order of the feed. Progress of a job becomes one patch; each change of its state
 * stays an event of its own. Of runs, tasks and commands the latest remains.
 */
export function coalesce(topic: Topic, changes: readonly Change[]): Digest {
  switch (topic.kind) {
    case "summary":
      return coalesceSummary(changes);
    case "job":
      return { events: [...patchEvents(changes), ...deletions(changes)], counts: false, logs: [] };
    case "run":
      return coalesceRun(changes);
    case "filter": {
      const count = changes.length;
      return { events: count === 0 ? [] : [{ type: "newcomers", count }], counts: false, logs: [] };
    }
    case "bulk-actions":
      return { events: latestActions(changes), counts: false, logs: [] };
    case "sources":
      return { events: latestSources(changes), counts: false, logs: [] };
    case "agents":
      return { events: changes.length === 0 ? [] : [{ type: "agents" }], counts: false, logs: [] };
  }
}

/** Adds a patch to those of the same job: merged with the last, unless both say a state and not the same one. */
function addPatch(patches: JobPatch[], patch: JobPatch): void {
  const last = patches.at(-1);
  const bothStates = last?.state !== undefined && patch.state !== undefined && last.state !== patch.state;
  if (last === undefined || bothStates) patches.push(patch);
  else patches[patches.length - 1] = { ...last, ...patch };
}

function coalesceSummary(changes: readonly Change[]): Digest {
  const created: LiveEvent[] = [];
  let counts = false;
  for (const change of changes) {
    if (change.kind === "job-created") created.push({ type: "job-created", job: change.data });
    counts ||= change.kind === "job-created" || change.kind === "job-deleted" || change.kind === "source";
    counts ||= change.kind === "job" && change.data.state !== undefined;
  }
  const patches = patchEvents(changes.filter((change) => change.kind === "job"));
  return { events: [...created, ...patches, ...deletions(changes)], counts, logs: [] };
}

/** The jobs that are gone at the end, each once: a source may give one of the same id again. */
function deletions(changes: readonly Change[]): LiveEvent[] {
  const gone = new Map<string, LiveEvent>();
  for (const { kind, data } of changes) {
    if (kind === "job-deleted") gone.set(`${data.source}/${data.id}`, { type: "job-deleted", ...data });
    else if (kind === "job-created") gone.delete(`${data.source}/${data.id}`);
  }
  return [...gone.values()];
}

/** Patches by job, the jobs in the order in which they were first heard of. A new job is a patch of all its fields. */
function patchEvents(changes: readonly Change[]): LiveEvent[] {
  const ofJobs = new Map<string, JobPatch[]>();
  for (const change of changes) {
    if (change.kind !== "job" && change.kind !== "job-created") continue;
    const key = `${change.data.source}/${change.data.id}`;
    const patches = ofJobs.get(key) ?? [];
    ofJobs.set(key, patches);
    addPatch(patches, patchOf(change.data));
  }
  return [...ofJobs.values()].flat().map((patch) => ({ type: "job", patch }));
}

/** What browsers are told of it: not what was before. */
function patchOf({ before: _, ...patch }: ChangeData["job"]): JobPatch {
  return patch;
}

/** Of each bulk action the latest. */
function latestActions(changes: readonly Change[]): LiveEvent[] {
  const actions = new Map<string, BulkAction>();
  for (const change of changes) if (change.kind === "bulk-action") actions.set(change.data.id, change.data);
  return [...actions.values()].map((action) => ({ type: "bulk-action", action }));
}

/** Of each source the latest that is known of it. Without health, it was added, changed or removed: read all again. */
function latestSources(changes: readonly Change[]): LiveEvent[] {
  const sources = new Map<string, SourceHealth | null>();
  for (const { kind, source, data } of changes) {
    if (kind !== "source" || source === null) continue;
    // What is known of it afterwards does not say what was changed.
    if (sources.get(source) !== null) sources.set(source, data.health);
  }
  return [...sources].map(([source, health]) => ({ type: "source", source, health }));
}

function coalesceRun(changes: readonly Change[]): Digest {
  const runs = new Map<number, JobRun>();
  const commands = new Map<number, Command>();
  const tasks = new Map<number, Map<number, Task>>();
  const logs = new Map<number, { from: number; to: number }>();
  for (const change of changes) {
    if (change.kind === "run") runs.set(change.data.id, change.data);
    else if (change.kind === "command") commands.set(change.data.id, change.data);
    else if (change.kind === "tasks") {
      const ofRun = tasks.get(change.data.runId) ?? new Map<number, Task>();
      tasks.set(change.data.runId, ofRun);
      for (const task of change.data.tasks) ofRun.set(task.seq, task);
    } else if (change.kind === "logs") {
      const { runId, from, to } = change.data;
      const range = logs.get(runId) ?? { from, to };
      logs.set(runId, { from: Math.min(range.from, from), to: Math.max(range.to, to) });
    }
  }
  const events: LiveEvent[] = [];
  for (const run of runs.values()) events.push({ type: "run", run });
  for (const command of commands.values()) events.push({ type: "command", command });
  for (const [runId, ofRun] of tasks) {
    events.push({ type: "tasks", runId, tasks: [...ofRun.values()].sort((one, other) => one.seq - other.seq) });
  }
  events.push(...deletions(changes));
  return { events, counts: false, logs: [...logs].map(([runId, range]) => ({ runId, ...range })) };
}
