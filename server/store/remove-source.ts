import { hasEnded } from "../../lib/jobs/state.ts";
import { readSource, type SourceKey } from "./sources.ts";
import type { Store, WriteTransaction } from "./write.ts";

/** Few enough that others who write jobs meanwhile hardly wait. */
const JOBS_AT_A_TIME = 500;

/**
 * Deletes the jobs of a removed source with all that is kept of them, in batches, then the source itself; commands stay for the
 * audit. It may be given up at any time and begun anew: what is left is deleted then. Whoever writes jobs of the source must have
 * stopped before.
 */
export async function removeSourceJobs(store: Store, source: SourceKey, signal: AbortSignal): Promise<void> {
  const stored = await readSource(store.db, source.org, source.id);
  if (stored === undefined) return;
  if (stored.removedAt === null) throw new Error(`The source ${source.id} was not removed`);
  let after = "";
  while (!signal.aborted) {
    const last = await store.write((tx) => deleteBatch(tx, source, after));
    if (last !== null) after = last;
    // Jobs that were stored behind the walk would keep the source from going.
    else if (after !== "") after = "";
    else break;
  }
  if (!signal.aborted) await store.write((tx) => deleteSource(tx, source));
}

/** Deletes the next jobs in the order of their ids; the last id, null when there was none. */
async function deleteBatch(
  tx: WriteTransaction,
  { org, id: source }: SourceKey,
  after: string,
): Promise<string | null> {
  const next = await tx.db
    .selectFrom("job")
    .select("id")
    .where("org", "=", org)
    .where("source", "=", source)
    .where("id", ">", after)
    .orderBy("id")
    .limit(JOBS_AT_A_TIME)
    .execute();
  const last = next.at(-1);
  if (last === undefined) return null;
  const ids = next.map(({ id }) => id);
  const deleted = await tx.db
    .deleteFrom("job")
    .where("source", "=", source)
    .where("id", "in", ids)
    .returning(["id", "state"])
    .execute();
  // A change for each of a million ended jobs would drown the feed: only what moves on a screen is told one by one.
  for (const { id, state } of deleted) {
    if (!hasEnded(state)) tx.record({ org, kind: "job-deleted", source, jobId: id, data: { source, id } });
  }
  tx.record({ org, kind: "source", source, jobId: null, data: { health: null, jobs: deleted.length } });
  return last.id;
}

async function deleteSource(tx: WriteTransaction, { org, id }: SourceKey): Promise<void> {
  await tx.db.deleteFrom("jobCount").where("org", "=", org).where("source", "=", id).execute();
  await tx.db.deleteFrom("agent").where("org", "=", org).where("source", "=", id).execute();
  await tx.db
    .deleteFrom("source")
    .where("org", "=", org)
    .where("id", "=", id)
    .where("removedAt", "is not", null)
    .execute();
  tx.record({ org, kind: "source", source: id, jobId: null, data: { health: null, jobs: 0 } });
}
