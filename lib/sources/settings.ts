import { BACKENDS, type BackendKind } from "./kinds.ts";

/** How a source is reached and how often it is asked; its key is kept apart. Stored as JSON text. */
export interface SourceSettings {
  /** An http(s) address without query and final slash; the dialect's own paths go on from it. */
  address: string;
  /** What jobs are listed by where the kind has partitions: project ids. Otherwise empty. */
  partitions: string[];
  /** All calls together, background and operators'. */
  requestsPerMinute: number;
  /** How often what is executing is read, in seconds. */
  executingEvery: number;
  /** How often the newest jobs are read, in seconds. */
  newestEvery: number;
  /** Where the backend itself shows a job: an http(s) address in which `{id}` stands for its id. */
  jobUrl: string | null;
}

/** Whether settings lead to other jobs than those before, so that all of them have to be read anew. */
export function isReadAfresh(before: SourceSettings | null, after: SourceSettings): boolean {
  return before?.address !== after.address || before.partitions.join("\n") !== after.partitions.join("\n");
}

export function defaultSettings(kind: BackendKind): Omit<SourceSettings, "address"> {
  const { requestsPerMinute } = BACKENDS[kind];
  return { partitions: [], requestsPerMinute, executingEvery: 2, newestEvery: 5, jobUrl: null };
}
