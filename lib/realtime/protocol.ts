import type { BulkAction } from "../jobs/bulk.ts";
import type { Command, JobPatch, JobRow, JobRun, LogLine, Task } from "../jobs/model.ts";
import type { JobCounts } from "../jobs/state.ts";
import type { SourceHealth } from "../sources/health.ts";

/**
 * What a browser can listen to.
 * - `summary`: the counts, and every change of a job that is executing, was just made, just ended or is gone.
 * - `job:{source}/{id}`: the row of one job, wherever it is shown.
 * - `run:{source}/{id}`: the current run of one job: counters, tasks, log lines, commands.
 * - `filter:{query}`: how many jobs have begun to match a filter since the room was joined: new ones, and old ones of
 *   which a change of state made such.
 * - `agents`: that agents or schedules changed.
 * - `bulk-actions`: how actions on many jobs get on.
 * - `sources`: how connected sources are, and that one was added, changed or removed.
 */
export type Room =
  | "summary"
  | "agents"
  | "bulk-actions"
  | "sources"
  | `job:${string}/${string}`
  | `run:${string}/${string}`
  | `filter:${string}`;

/** One thing that happened, as a room hears it. */
export type LiveEvent =
  | { type: "counts"; counts: JobCounts }
  | { type: "job-created"; job: JobRow }
  | { type: "job"; patch: JobPatch }
  | { type: "job-deleted"; source: string; id: string }
  | { type: "run"; run: JobRun }
  | { type: "tasks"; runId: number; tasks: Task[] }
  | { type: "logs"; runId: number; lines: LogLine[] }
  | { type: "command"; command: Command }
  | { type: "newcomers"; count: number }
  | { type: "agents" }
  | { type: "source"; source: string; health: SourceHealth | null }
  | { type: "bulk-action"; action: BulkAction };

/**
 * One delivery to one room. `previous` is the revision of the room's last delivery (or of its join): a client whose
 * own last revision for the room is lower has missed something and joins again with that as `since`. Equal `previous` and
 * `revision` mean that more of the same step follows, or, without events, that the room cannot tell what was missed.
 * Events are idempotent, `newcomers` excepted: jobs and runs carry a `version`, log lines and tasks a `seq`.
 */
export interface Delivery {
  room: Room;
  previous: number;
  revision: number;
  /** The server's clock when it sent this. */
  sentAt: string;
  events: LiveEvent[];
}

/**
 * The answer to a join. `joined`: with `events`, what the room heard after `since`, the client holds `revision`, and
 * deliveries follow on from there. `resync`: too much was missed to be told; fetch afresh and join again.
 * Deliveries may overtake the answer: keep them until it is there.
 */
export type JoinAnswer =
  | { room: Room; status: "joined"; revision: number; events: LiveEvent[] }
  | { room: Room; status: "resync"; revision: number }
  | { room: string; status: "refused"; reason: string };

export interface ServerToClient {
  "room:changed": (delivery: Delivery) => void;
  /**
   * Sent every few seconds, so that the age of quiet data is known: whatever the client's rooms heard up to `revision`
   * has been delivered. It stops while the server cannot read the feed.
   */
  "feed:advanced": (at: { revision: number; sentAt: string }) => void;
}

/** `since` is the last feed revision that the client's data holds; what came after is replayed. */
export interface JoinRequest {
  room: Room;
  since: number;
}

export interface ClientToServer {
  /** Answered in the order of the requests. A room may be joined again, to learn what came after another `since`. */
  "rooms:join": (rooms: JoinRequest[], answer: (answers: JoinAnswer[]) => void) => void;
  "rooms:leave": (rooms: Room[]) => void;
}

/** Rooms that one connection may be in at a time. */
export const MAX_ROOMS = 1000;
/** The least time between two deliveries about one job. */
export const COALESCE_MS = 100;
/** How often `feed:advanced` is sent. */
export const HEARTBEAT_MS = 5000;
/** The path of Socket.IO on the console's own port. */
export const SOCKET_PATH = "/api/live";
