import type { BackendKind } from "../../lib/sources/kinds.ts";
import { createFakeBackend, FAKE_KEY } from "../../server/sources/testing/fake-backend.ts";
import { wallClock } from "../scenario.ts";
import type { FromUpstream, ToUpstream } from "./messages.ts";

// A made-up backend in a process of its own: BENCH_UPSTREAM is its kind, BENCH_JOBS how many jobs it has.

const kind = process.env.BENCH_UPSTREAM as BackendKind;
const backend = await createFakeBackend(kind, { jobs: Number(process.env.BENCH_JOBS) });
const tell = (message: FromUpstream) => process.send?.(message);

/** The most requests of any minute. */
function mostInMinute(): number {
  const times = backend.requests.map(({ at }) => at);
  let first = 0;
  return times.reduce((most, at, place) => {
    while ((times[first] ?? 0) <= at - 60_000) first++;
    return Math.max(most, place - first + 1);
  }, 0);
}

process.on("message", (message: ToUpstream) => {
  switch (message.type) {
    case "run": {
      const numbers = Array.from({ length: message.jobs }, () => backend.jobs.add());
      for (const number of numbers) backend.move(number, "Executing");
      return tell({ type: "running", ids: numbers.map(String) });
    }
    case "end":
      backend.move(Number(message.id), "Completed");
      return tell({ type: "ended", at: wallClock() });
    case "count":
      return tell({ type: "counted", requests: backend.requests.length, mostInMinute: mostInMinute() });
  }
});
process.once("disconnect", () => process.exit(0));
const { address, partitions } = backend.settings;
tell({ type: "ready", settings: { address, partitions }, key: FAKE_KEY });
