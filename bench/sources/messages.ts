import type { BackendKind } from "../../lib/sources/kinds.ts";
import type { SourceSettings } from "../../lib/sources/settings.ts";

/** What the bench asks of the process with the made-up backend. */
export type ToUpstream =
  /** So many new jobs that run. */
  { type: "run"; jobs: number } | { type: "end"; id: string } | { type: "count" };

export type FromUpstream =
  | { type: "ready"; settings: { address: string; partitions: string[] }; key: string }
  | { type: "running"; ids: string[] }
  /** When it had ended, in milliseconds since 1970. */
  | { type: "ended"; at: number }
  /** What was asked so far, and the most in any minute. */
  | { type: "counted"; requests: number; mostInMinute: number }
  | { type: "failed"; message: string };

/** What the bench asks of the process that reads, and that answers operators. */
export type ToReader =
  | { type: "connect"; kind: BackendKind; settings: Partial<SourceSettings> & { address: string }; key: string }
  /** The event loop is measured anew from here on. */
  | { type: "measure" }
  | { type: "look"; source: string }
  | { type: "pause"; source: string }
  | { type: "ingest"; rows: number };

export type FromReader =
  | { type: "ready"; origin: string; revision: number }
  | { type: "connected"; source: string }
  | { type: "measuring" }
  | { type: "paused" }
  | { type: "seen"; jobs: number; isFilled: boolean; error: string | null; loop: Record<string, string> }
  | { type: "ingested"; perSecond: Record<string, number> }
  | { type: "failed"; message: string };
