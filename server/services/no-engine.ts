import { AppError } from "../errors.ts";
import type { JobEngine } from "./job-engine.ts";

/** Stands where no engine runs: agents can be kept, jobs can be read, nothing can be started. */
export const noEngine: JobEngine = {
  start: refuse,
  cancel: refuse,
  retry: refuse,
  agentsChanged: async () => undefined,
  nextScheduledAt: () => null,
  scheduleProblem: () => null,
};

async function refuse(): Promise<never> {
  throw new AppError("UNAVAILABLE", "No job engine runs here.");
}
