import { DOCUMENTED_COLUMNS } from "../../../../lib/dialects/cluedin/columns.ts";
import { fromGuid } from "../../../../lib/dialects/cluedin/guid.ts";
import { readState } from "../../../../lib/dialects/cluedin/status.ts";
import { countsToWire, jobToWire, runToWire } from "../../../../lib/dialects/cluedin/to-wire.ts";
import { cluedInName } from "../../../../lib/jobs/run-columns.ts";
import { STATES_OF_COUNT } from "../../../../lib/jobs/state.ts";
import { type FakeDialect, numberIn } from "./fake-dialect.ts";

/** CluedIn, with the counters of a run's agent. */
export const fakeCluedIn: FakeDialect =
  (jobs) =>
  ({ path, query }) => {
    const state = readState(query.get("state"));
    const list = (states: Parameters<typeof jobs.page>[3], most: number) => {
      const [page, take] = [numberIn(query, "page", 0), numberIn(query, "take", most)];
      const { numbers, total } = jobs.page("", page * take, take, states);
      return { json: { total, page, take, items: numbers.map((number) => jobToWire(jobs.row(number))) } };
    };
    if (path === "/api/v1/jobs") {
      if (query.size === 0) return { json: countsToWire(jobs.counts) };
      return list(state === null ? null : [state], 20);
    }
    if (path === "/api/v1/jobs/executing") return list(STATES_OF_COUNT.executing, 1000);
    const number = Number(fromGuid(query.get("id") ?? ""));
    if (path !== "/api/v1/jobrun" || !jobs.has(number)) return null;
    const row = jobs.row(number);
    const counters = DOCUMENTED_COLUMNS.filter((column) => column.endsWith("Count")).map((column, place) => [
      cluedInName(column),
      place,
    ]);
    const { startedAt } = row;
    return { json: { ...runToWire(row, null), AgentStartTime: startedAt, ...Object.fromEntries(counters) } };
  };
