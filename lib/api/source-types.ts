import type { Capabilities, Instant } from "../jobs/model.ts";
import type { JobCounts } from "../jobs/state.ts";
import type { SourceCondition, SourceHealth } from "../sources/health.ts";
import type { SourceSettings } from "../sources/settings.ts";

/** A job system as it may be shown: the built-in engine, or a backend. Its key is told to nobody. */
export interface Source {
  /** What jobs, links and filters call it. */
  id: string;
  /** `local`, one of the backends, or what only keeps jobs. */
  kind: string;
  name: string;
  /** Null where nobody is asked: for the built-in engine, and for sources whose jobs are only kept here. */
  settings: SourceSettings | null;
  /** Null while none is set. `usable`: it can be decrypted here. */
  key: { setAt: Instant | null; usable: boolean } | null;
  /** The file that declares it, which alone says what it is; null for those that people have connected. */
  declaredIn: string | null;
  paused: boolean;
  /** As of when it was read: it changes by the clock too. Null where nobody is asked. */
  condition: SourceCondition | null;
  /** Null where nobody is asked. */
  health: SourceHealth | null;
  /** What can be done with its jobs, and what it tells of their runs. */
  capabilities: Capabilities;
  counts: JobCounts;
  createdAt: Instant;
  updatedAt: Instant;
  /** Once it is to be removed; it goes with the last of its jobs. */
  removedAt: Instant | null;
}

/** Answer of the connection tests: what a backend answered. */
export interface SourceTest {
  /** Where it was looked for. */
  address: string;
  milliseconds: number;
  /** What was reached; null when it could not be. */
  reached: {
    capabilities: Capabilities;
    /** Jobs on the first page, and in all; null where it does not say. */
    jobs: number;
    total: number | null;
    /** What of the page could not be used, in words. */
    notices: string[];
  } | null;
  /** Why not, in words with what to do; null when it was reached. */
  problem: string | null;
}

/** Answers with one source. */
export interface SourceAnswer {
  source: Source;
  revision: number;
}
