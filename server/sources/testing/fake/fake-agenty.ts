import { lineToText } from "../../../../lib/dialects/agenty/log-text.ts";
import { jobToWire } from "../../../../lib/dialects/agenty/to-wire.ts";
import { hasEnded } from "../../../../lib/jobs/state.ts";
import { type FakeDialect, fakeLines, fakeRows, numberIn, refusal } from "./fake-dialect.ts";

const wire = (jobs: Parameters<FakeDialect>[0], number: number) => {
  const row = jobs.row(number);
  return jobToWire(row, { agentRef: `agent-${row.agentId}`, account: 59703 });
};

/** Agenty as its document has it. */
export const fakeAgenty: FakeDialect =
  (jobs, { move }) =>
  ({ method, path, query, body }) => {
    const [offset, limit] = [numberIn(query, "offset", 0), numberIn(query, "limit", 1000)];
    if (path === "/v2/jobs") {
      const { numbers, total } = jobs.page("", offset, limit);
      const result = numbers.map((number) => wire(jobs, number));
      return { json: { total, limit, offset, returned: result.length, result } };
    }
    if (path === "/v2/jobs/start" && method === "POST") {
      if (typeof JSON.parse(body).agent_id !== "string")
        return refusal({ status: 400, message: "agent_id is missing" }, 400);
      return { json: wire(jobs, jobs.add()) };
    }
    const [, id, part] = /^\/v2\/jobs\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
    const number = Number(id);
    if (id === undefined || !jobs.has(number)) return null;
    switch (part) {
      case undefined:
        return { json: wire(jobs, number) };
      case "stop":
        if (!hasEnded(jobs.stateOf(number))) move(number, "Cancelled");
        return { json: wire(jobs, number) };
      case "logs":
        return {
          text: fakeLines(number)
            .slice(offset, offset + limit)
            .map(lineToText)
            .join(""),
        };
      case "result": {
        const rows = fakeRows(number);
        const part = rows.slice(offset, offset + limit);
        return {
          headers: { "content-type": "application/json" },
          text: `{"total":${rows.length},"limit":${limit},"offset":${offset},"returned":${part.length},"result":[${part}]}`,
        };
      }
      default:
        return null;
    }
  };
