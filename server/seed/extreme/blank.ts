import type { Kysely } from "kysely";
import { DEFAULT_ORG } from "../../auth/principal.ts";
import type { Database } from "../../db/schema.ts";
import type { JobKey } from "../../store/jobs.ts";
import { insertExtremeRun } from "./insert-run.ts";

const UNKNOWN_TIMES = { queuedAt: null, startedAt: null, endedAt: null };

/** A failed job of a foreign backend that told nothing but its state. */
export async function makeBlank(db: Kysely<Database>): Promise<JobKey> {
  await db
    .insertInto("source")
    .values({ id: "cluedin", kind: "cluedin", name: "CluedIn", org: DEFAULT_ORG })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { source, id } = await insertExtremeRun(db, "blank", {
    job: { source: "cluedin", name: "blank", type: "", state: "Failed", rawStatus: "80", ...UNKNOWN_TIMES },
    run: { agentQueuedDate: null, agentStartTime: null, agentEndTime: null },
  });
  return { source, id };
}
