import { type JobFilter, MAX_FILTER_LENGTH } from "../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import type { Change } from "../../lib/realtime/change.ts";
import type { Room } from "../../lib/realtime/protocol.ts";

/** Rooms of which there is one. */
const PLAIN = ["summary", "agents", "bulk-actions", "sources"] as const;

/** What a room is about. */
export type Topic =
  | { kind: (typeof PLAIN)[number] }
  | { kind: "job"; source: string; id: string }
  | { kind: "run"; source: string; id: string }
  | { kind: "filter"; filter: JobFilter };

/** The longest name of a room that is read. */
export const MAX_ROOM_LENGTH = MAX_FILTER_LENGTH + "filter:".length;

/** Reads a room's name; the answer to a name that cannot be is why. */
export function parseRoom(name: string): { room: Room; topic: Topic } | { problem: string } {
  if (name.length > MAX_ROOM_LENGTH) return { problem: `room: is over ${MAX_ROOM_LENGTH} characters long` };
  const plain = PLAIN.find((room) => room === name);
  if (plain !== undefined) return { room: plain, topic: { kind: plain } };
  const [, kind, rest] = /^(job|run|filter):(.*)$/su.exec(name) ?? [];
  if (rest !== undefined && kind === "filter") {
    const { filter, problems } = parseFilter(rest);
    const problem = problems[0];
    if (problem !== undefined) return { problem: `room: in its filter, ${problem.message}` };
    return { room: `filter:${rest}`, topic: { kind, filter } };
  }
  const slash = rest?.indexOf("/") ?? -1;
  if (rest === undefined || slash < 1 || slash === rest.length - 1 || (kind !== "job" && kind !== "run")) {
    return {
      problem:
        "room: must be summary, agents, bulk-actions, sources, job:{source}/{id}, run:{source}/{id} or filter:{query}",
    };
  }
  const source = rest.slice(0, slash);
  const id = rest.slice(slash + 1);
  return { room: `${kind}:${source}/${id}`, topic: { kind, source, id } };
}

/** The rooms that a change is told in, those of filters excepted: which of them match is for the filter to say. */
export function roomsOf(change: Change): Room[] {
  switch (change.kind) {
    case "job-created":
    case "job":
      return ["summary", `job:${change.source}/${change.jobId}`];
    case "job-deleted":
      return ["summary", `job:${change.source}/${change.jobId}`, `run:${change.source}/${change.jobId}`];
    case "run":
    case "tasks":
    case "logs":
    case "command":
      return [`run:${change.source}/${change.jobId}`];
    case "agent":
      return ["agents"];
    case "bulk-action":
      return ["bulk-actions"];
    case "source":
      return [change.data.jobs > 0 ? "summary" : "sources"];
  }
}
