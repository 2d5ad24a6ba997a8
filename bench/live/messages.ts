import type { JobState } from "../../lib/jobs/state.ts";

/** A change of state, when its commit had been acknowledged (milliseconds since 1970, with a fraction). */
export interface Committed {
  id: string;
  state: JobState;
  at: number;
}

/** What the bench asks of the server process. */
export type ToServer =
  | { type: "write"; commitsPerSecond: number; seconds: number }
  /** Only rows are changed, many in one commit. */
  | { type: "patch"; rowsPerSecond: number; seconds: number }
  | { type: "stop" };

/** What the server process answers. */
export type FromServer =
  | { type: "ready"; origin: string; signInUrl: string; jobIds: string[]; revision: number; pages: boolean }
  | { type: "written"; committed: Committed[]; changes: number; seconds: number }
  | { type: "failed"; message: string };

/** What the bench asks of the crowd of other clients, and what they answer. */
export type ToCrowd = {
  type: "connect";
  url: string;
  token: string;
  count: number;
  jobIds: string[];
  revision: number;
};
export type FromCrowd = { type: "connected" };
