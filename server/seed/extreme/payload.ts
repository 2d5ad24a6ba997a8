import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { JobKey } from "../../store/jobs.ts";
import { insertExtremeRun } from "./insert-run.ts";

const ENTRIES = 200_000;

/** A job with 20 MB of parameters, in one line, as much of configuration, in half a million, and as much of a result. */
export async function makePayload(db: Kysely<Database>): Promise<JobKey> {
  // As text: JSON.stringify does not write numbers that only BigInt holds exactly.
  const params = Array.from({ length: ENTRIES }, (_, place) => {
    const id = 9_007_199_254_740_993n + BigInt(place);
    return `{"id":${id},"url":"https://shop.example/item/${place}?q=%3Cb%3E","note":"</script>\u202E"}`;
  });
  const config = Array.from({ length: ENTRIES }, (_, place) => [
    `field-${place}`,
    { selector: `div.item > span:nth-child(${place}) a`, required: place % 2 === 0 },
  ]);
  const { source, id } = await insertExtremeRun(db, "payload", {
    job: {
      params: `[${params.join(",")}]`,
      config: JSON.stringify(Object.fromEntries(config), null, 2),
      result: `{"items":[${params.join(",")}]}`,
    },
  });
  return { source, id };
}
