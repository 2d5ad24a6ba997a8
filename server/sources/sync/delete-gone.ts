import { deleteJobs } from "../../store/jobs.ts";
import type { Store } from "../../store/write.ts";
import type { JobSource } from "../job-source.ts";

/**
 * Takes jobs out of the index that a backend says it does not have, and answers how many that were. Whatever stands before a backend
 * may answer 404 to everything, so it is asked for its list first. @throws BackendError when that is not to be had either
 */
export async function deleteGone(
  store: Store,
  backend: JobSource,
  source: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const [partition] = backend.partitions;
  if (partition === undefined) return 0;
  await backend.list({ partition, offset: 0, limit: 1 }, signal);
  const keys = ids.map((id) => ({ source, id }));
  return await store.write((tx) => deleteJobs(tx, keys));
}
