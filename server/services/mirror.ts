import type { RunPart } from "../../lib/jobs/run-parts.ts";
import type { JobKey } from "../store/jobs.ts";

/** What the services ask of whoever keeps what backends know of their jobs. */
export interface Mirror {
  /**
   * Brings what is kept of a job up to date before it is read, as far as its backend can be reached in time. Does nothing for jobs
   * of the built-in engine, and never throws for what a backend does.
   */
  freshen(key: JobKey, part: RunPart | "detail"): Promise<void>;
  /**
   * The same, but however long it takes: afterwards all of it is kept, as for a file.
   * @throws AppError SOURCE_FAILED when its backend did not give all of it; CONFLICT when that is more than is kept
   */
  readWhole(key: JobKey, part: RunPart): Promise<void>;
}
