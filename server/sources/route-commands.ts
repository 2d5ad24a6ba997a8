import type { BulkCommands } from "../engine/bulk-runner.ts";
import { AppError } from "../errors.ts";
import type { CancelRequest, JobEngine } from "../services/job-engine.ts";
import type { JobKey } from "../store/jobs.ts";
import type { SourceCommands } from "./source-commands.ts";

const isLocal = ({ source }: JobKey) => source === "local";

/** The engine, but that commands on jobs of connected backends go to these. */
export function routeCommands(engine: JobEngine, remote: SourceCommands): JobEngine {
  return {
    ...engine,
    cancel: (org, key, request) => (isLocal(key) ? engine : remote).cancel(org, key, request),
    startAgain: (org, key, request) => (isLocal(key) ? engine : remote).startAgain(org, key, request),
    retry: (org, key, request) => (isLocal(key) ? engine : remote).retry(org, key, request),
  };
}

/** The same for what bulk actions do: jobs of backends one by one, in the order of the keys. */
export function routeBulkCommands(own: BulkCommands, remote: SourceCommands): BulkCommands {
  const route =
    (verb: keyof BulkCommands) =>
    async (org: string, keys: readonly JobKey[], request: CancelRequest): Promise<(object | AppError)[]> => {
      const local = keys.filter(isLocal);
      const answers = local.length === 0 ? [] : await own[verb](org, local, request);
      let next = 0;
      const all: (object | AppError)[] = [];
      for (const key of keys) {
        const answer = isLocal(key) ? answers[next++] : await orError(remote[verb](org, key, request));
        all.push(answer ?? new AppError("INTERNAL", "It is not known what became of it."));
      }
      return all;
    };
  return { cancel: route("cancel"), retry: route("retry") };
}

/** What may be told of a job that could not be acted on. */
async function orError(work: Promise<object>): Promise<object> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
