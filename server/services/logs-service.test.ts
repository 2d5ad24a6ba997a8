import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { findLiteral, type LogFilter, type LogQuery, literalPattern } from "../../lib/jobs/log-search.ts";
import { LOG_LEVELS, type LogLine } from "../../lib/jobs/model.ts";
import { SeqSet } from "../../lib/jobs/seq-set.ts";
import { DEFAULT_ORG, type Principal } from "../auth/principal.ts";
import { EXTREME_LOG_LINES, makeLog } from "../seed/extreme/log.ts";
import { insertJob, type JobKey } from "../store/jobs.ts";
import { appendLogLines, LISTED_LOG_MESSAGE } from "../store/logs.ts";
import { insertRun } from "../store/runs.ts";
import { Store } from "../store/write.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { LogsService } from "./logs-service.ts";

const OPERATOR: Principal = { kind: "token", id: "t", name: "test", org: DEFAULT_ORG, scopes: ["services:read"] };
const ALL: LogFilter = { levels: [], task: null };
const WORDS = ["Error", "timed out", "100%", "under_score", "back\\slash", "a.b", "É", "ß", "(x)", "💥"];

describeOnBothDatabases("logs service", (database) => {
  let store: Store;
  let logs: LogsService;
  let key: JobKey;
  let lines: LogLine[];

  beforeAll(async () => {
    store = new Store(database().db);
    logs = new LogsService(store, { freshen: () => Promise.resolve(), readWhole: () => Promise.resolve() });
    key = { source: "local", id: "1" };
    lines = Array.from({ length: 2500 }, (_, place) => ({
      seq: place + 1,
      at: new Date(Date.UTC(2026, 10, 22) + place).toISOString(),
      level: LOG_LEVELS[(place * 7) % 4] ?? "info",
      message: `${WORDS[place % 7]} ${place % 3 === 0 ? WORDS[(place * 3) % 10] : ""} ${place}`,
      task: place % 5 === 0 ? null : place % 5,
    }));
    await store.write(async (tx) => {
      const at = new Date().toISOString();
      const job = {
        ...key,
        org: DEFAULT_ORG,
        name: "n",
        type: "t",
        rawStatus: "",
        trigger: "api",
        createdAt: at,
      } as const;
      await insertJob(tx, { ...job, state: "Executing" });
      const run = await insertRun(tx, DEFAULT_ORG, {
        source: "local",
        jobId: "1",
        attempt: 1,
        agentState: "Executing",
      });
      await appendLogLines(tx, { org: DEFAULT_ORG, ...key, runId: run.id }, lines);
    });
  });

  /** All matching seqs, asked for as the page does: part by part. */
  const find = async (filter: LogFilter, query: LogQuery | null, limit = 100_000) => {
    const seqs: number[] = [];
    const marks: number[][] = [];
    for (let after = 0; ; ) {
      const answer = await logs.matches(OPERATOR, key, { filter, query, after, limit });
      const set = SeqSet.join([{ runs: answer.runs, after }]);
      expect(set.size).toBe(answer.found);
      for (let place = 0; place < set.size; place++) seqs.push(set.at(place) ?? 0);
      marks.push(...(answer.marks ?? []));
      if (answer.stopped === null || answer.stopped === "pattern") return { seqs, marks, answer };
      expect(answer.to).toBeGreaterThan(after);
      after = answer.to;
    }
  };

  it("finds what a plain search over all lines finds, in one part or in many", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...LOG_LEVELS]),
        fc.option(fc.integer({ min: 1, max: 6 })),
        fc.option(fc.constantFrom(...WORDS, "error", "TIMED", "%", "_", "\\", "zz")),
        fc.boolean(),
        fc.constantFrom(7, 100, 100_000),
        async (levels, task, text, regex, limit) => {
          const query = text === null ? null : { text: regex ? literalPattern(text).source : text, regex };
          const { seqs, marks } = await find({ levels, task }, query, text === null ? limit : Math.max(limit, 100));
          const expected = lines.filter(
            (line) =>
              (levels.length === 0 || levels.includes(line.level)) &&
              (task === null || line.task === task) &&
              (text === null || findLiteral(line.message, text).length > 0),
          );
          expect(seqs).toEqual(expected.map(({ seq }) => seq));
          if (query?.regex) {
            expect(marks).toEqual(expected.map(({ message }) => findLiteral(message, text ?? "").slice(0, 16)));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("says how far it came when enough was found", async () => {
    const first = await logs.matches(OPERATOR, key, { filter: ALL, query: null, after: 0, limit: 10 });
    expect(first).toMatchObject({ runs: [0, 10], found: 10, to: 10, lastSeq: 2500, stopped: "many", marks: null });
    const rest = await logs.matches(OPERATOR, key, { filter: ALL, query: null, after: 10, limit: 100_000 });
    expect(rest).toMatchObject({ runs: [0, 2490], found: 2490, to: 2500, stopped: null });
  });

  it("refuses what is no pattern, and says what is wrong with it", async () => {
    const query = { text: "(unclosed", regex: true };
    await expect(logs.matches(OPERATOR, key, { filter: ALL, query, after: 0, limit: 10 })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      field: "q",
      message: expect.stringMatching(/^q: is not a regular expression: .*[Uu]nterminated/),
    });
  });

  it("takes patterns that only the old rules allow, and patterns that match nothing at all", async () => {
    expect((await find(ALL, { text: "timed\\-out|100\\%", regex: true })).seqs.length).toBeGreaterThan(0);
    expect((await find(ALL, { text: "^", regex: true })).seqs).toHaveLength(2500);
  });

  describe("with 200,000 lines", () => {
    beforeAll(async () => {
      key = await makeLog(store.db);
    }, 60_000);

    it("stops a catastrophic pattern, says at which line, and stays able to serve", async () => {
      const { answer } = await find(ALL, { text: "(a+)+$", regex: true });
      expect(answer).toMatchObject({ stopped: "pattern", to: 19 });
      expect((await find(ALL, { text: "log (begins|ends) here", regex: true })).seqs).toEqual([1, EXTREME_LOG_LINES]);
    });

    it("finds a text anywhere, also far inside a line of a megabyte", async () => {
      expect((await find(ALL, { text: "NEEDLE in the", regex: false })).seqs).toEqual([EXTREME_LOG_LINES - 3]);
      expect((await find(ALL, { text: "end of the long line", regex: false })).seqs).toEqual([23]);
    });

    it("lists long lines cut, with the size of the whole, and gives the whole by itself", async () => {
      const { items } = await logs.lines(OPERATOR, key, { seqs: [23, 22, 999_999_999], limit: 500, levels: [] });
      expect(items.map(({ seq, message, bytes }) => [seq, message.length, bytes])).toEqual([
        [22, expect.any(Number), undefined],
        [23, LISTED_LOG_MESSAGE, expect.any(Number)],
      ]);
      const { line } = await logs.line(OPERATOR, key, 23);
      expect(line.message).toHaveLength(items[1]?.bytes ?? 0);
      expect(line.message.endsWith("end of the long line")).toBe(true);
      expect(line).not.toHaveProperty("bytes");
      await expect(logs.line(OPERATOR, key, 200_001)).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    it("exports lines whole and in order, under the filter and what is searched", async () => {
      const read = async (format: "text" | "ndjson", filter: LogFilter, query: LogQuery | null) => {
        let text = "";
        const file = await logs.export(OPERATOR, key, { format, filter, query });
        for await (const part of file.parts) text += part;
        return text;
      };
      const errors = (await read("ndjson", { levels: ["error"], task: null }, null)).trimEnd().split("\n");
      expect(errors).toHaveLength(Math.floor(EXTREME_LOG_LINES / 997));
      expect(JSON.parse(errors[0] ?? "")).toMatchObject({ seq: 997, level: "error", task: expect.any(Number) });
      const whole = await read("text", ALL, { text: "end of the long line", regex: false });
      expect(whole).toMatch(/^\S+Z INFO \[task 24\] begin 0123.* end of the long line\n$/);
    });

    it("writes all of it in parts of bearable size", async () => {
      const file = await logs.export(OPERATOR, key, { format: "ndjson", filter: ALL, query: null });
      expect(file.name).toBe("log-extreme-log-run-1.ndjson");
      let count = 0;
      let longest = 0;
      for await (const part of file.parts) {
        count += part.split("\n").length - 1;
        longest = Math.max(longest, part.length);
      }
      expect(count).toBe(EXTREME_LOG_LINES);
      expect(longest).toBeLessThan(2.5 * 1024 * 1024);
    });
  });
});
