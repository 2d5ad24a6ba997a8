import { setTimeout as sleep } from "node:timers/promises";
import type { JobState } from "../../lib/jobs/state.ts";
import { updateJob } from "../../server/store/jobs.ts";
import type { Store } from "../../server/store/write.ts";

const JOBS = 200;
const CHANGES_PER_COMMIT = 4;
const MOST_AT_A_TIME = 4;
/** Of so many changes one is of the state; the others tell of progress. */
const STATE_EVERY = 5;
const STATES: readonly [JobState, JobState] = ["Executing", "Submitting"];

/** Changes the newest jobs at a rate, as engines do that run them. `stop` gives the rate that was reached. */
export async function writeChanges(store: Store, perSecond: number): Promise<{ stop(): Promise<number> }> {
  const jobs = await store.db
    .selectFrom("job")
    .select(["source", "id"])
    .orderBy("createdAt", "desc")
    .limit(JOBS)
    .execute();
  const began = performance.now();
  let isOver = false;
  let made = 0;
  let next = 0;
  const commit = () =>
    store.write(async (tx) => {
      for (let each = 0; each < CHANGES_PER_COMMIT; each++) {
        const turn = next++;
        // In the order of keys within a commit, or commits would wait for each other in a ring.
        const job = jobs[turn % jobs.length];
        if (job === undefined) return;
        const state = STATES[Math.floor(turn / jobs.length) % 2] ?? STATES[0];
        const progress = { percent: turn % 100, activity: `page ${turn}` };
        await updateJob(tx, job, turn % STATE_EVERY === 0 ? { ...progress, state, rawStatus: state } : progress);
      }
    });
  const writers = Array.from({ length: MOST_AT_A_TIME }, async () => {
    while (!isOver) {
      const due = began + (made / perSecond) * 1000;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      made += CHANGES_PER_COMMIT;
      await commit();
    }
  });
  return {
    async stop() {
      isOver = true;
      await Promise.all(writers);
      return (made / (performance.now() - began)) * 1000;
    },
  };
}
