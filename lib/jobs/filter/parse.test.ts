import { describe, expect, it } from "vitest";
import type { FilterTerm } from "./model.ts";
import { parseFilter } from "./parse.ts";
import { serializeFilter } from "./serialize.ts";

const choice = (key: string, ...values: string[]) => ({ kind: "choice", key, negated: false, values });
const word = (text: string, negated = false) => ({ kind: "word", negated, text });
const time = (key: string, op: string, at: object) => ({ kind: "time", key, range: { op, at } });
const measure = (key: string, op: string, value: number) => ({ kind: "measure", key, range: { op, value } });
const ago = (hours: number) => ({ kind: "ago", ms: hours * 3_600_000 });
const day = (date: string) => ({ kind: "day", date });
const instant = (at: string) => ({ kind: "instant", at });

describe("parseFilter", () => {
  it.each<[string, object[]]>([
    ["", []],
    ["   ", []],
    ["state:failed,Cancelled", [choice("state", "Failed", "Cancelled")]],
    ["STATE:crawled", [choice("state", "ExecutionCompleted")]],
    ["state:failed agent:a state:cancelled,failed", [choice("state", "Failed", "Cancelled"), choice("agent", "a")]],
    ["tag:a tag:b", [choice("tag", "a"), choice("tag", "b")]],
    ["-state:completed", [{ ...choice("state", "Completed"), negated: true }]],
    ['agent:"My books",b', [choice("agent", "My books", "b")]],
    ["retry-of:1001 by:me type:scraping", [choice("retry-of", "1001"), choice("by", "me"), choice("type", "scraping")]],
    ['fingerprint:"no <n> of <url>"', [choice("fingerprint", "no <n> of <url>")]],
    [
      'error:"timed out",refused',
      [{ kind: "contains", key: "error", negated: false, values: ["timed out", "refused"] }],
    ],
    ["-name:test", [{ kind: "contains", key: "name", negated: true, values: ["test"] }]],
    ["error:“timed out”", [{ kind: "contains", key: "error", negated: false, values: ["timed out"] }]],
  ])("reads choices: %s", (text, terms) => {
    expect(parseFilter(text)).toEqual({ filter: { terms }, problems: [] });
  });

  it.each<[string, object[]]>([
    ['timed "a b"', [word("timed"), word("a b")]],
    ["-books", [word("books", true)]],
    ['-"a b"', [word("a b", true)]],
    ["- -- --force a -> b", [word("-"), word("--"), word("--force"), word("a"), word("->"), word("b")]],
    ["https://example.com/a?b=c,d", [word("https://example.com/a?b=c,d")]],
    ["-https://example.com", [word("https://example.com", true)]],
    ["C:\\temp std::bad_alloc 12:30", [word("C:\\temp"), word("std::bad_alloc"), word("12:30")]],
    ['"state:failed"', [word("state:failed")]],
    ["100% a_b %", [word("100%"), word("a_b"), word("%")]],
    ["^books.*(a|b)$ [0-9]+", [word("^books.*(a|b)$"), word("[0-9]+")]],
    ["🔥 -🔥", [word("🔥"), word("🔥", true)]],
    ["'; drop table job;--", [word("';"), word("drop"), word("table"), word("job;--")]],
    ["<script>", [word("<script>")]],
    ['"say \\"hi\\" \\\\ \\d"', [word('say "hi" \\ \\d')]],
    ['"a\\u{a}b"', [word("a\nb")]],
    ['fo"o b"ar', [word("foo bar")]],
  ])("takes for words: %s", (text, terms) => {
    expect(parseFilter(text)).toEqual({ filter: { terms }, problems: [] });
  });

  it.each<[string, object]>([
    ["created:>-24h", time("created", ">", ago(24))],
    ["created:-24h", time("created", ">", ago(24))],
    ["created:24h", time("created", ">", ago(24))],
    ["created:-1h30m", time("created", ">", ago(1.5))],
    ["created:1.5h", time("created", ">", ago(1.5))],
    ["updated:<-7D", time("updated", "<", ago(168))],
    ["started:≤-1w", time("started", "<=", ago(168))],
    ["created:today", time("created", "=", { kind: "named", name: "today" })],
    ["created:>=yesterday", time("created", ">=", { kind: "named", name: "yesterday" })],
    ["created:2026", time("created", "=", day("2026"))],
    ["created:2026-1", time("created", "=", day("2026-01"))],
    ["created:<2024-02-29", time("created", "<", day("2024-02-29"))],
    ["created:>2026-11-20t9:02", time("created", ">", { kind: "local", time: "2026-11-20T09:02" })],
    ['created:"2026-11-20 14:02:11.5"', time("created", "=", { kind: "local", time: "2026-11-20T14:02:11.500" })],
    ["created:>=2026-11-20T14:02Z", time("created", ">=", instant("2026-11-20T14:02:00.000Z"))],
    ["created:>2026-11-20T14:02+01:00", time("created", ">", instant("2026-11-20T13:02:59.999Z"))],
    ["created:<=2026-11-20T14:02:11-0530", time("created", "<=", instant("2026-11-20T19:32:11.999Z"))],
    ["created:=2026-11-20T14:02:11.123456Z", time("created", "=", instant("2026-11-20T14:02:11.123Z"))],
  ])("reads times: %s", (text, term) => {
    expect(parseFilter(text)).toEqual({ filter: { terms: [term] }, problems: [] });
  });

  it.each<[string, object]>([
    ["ended:2026-11-20..2026-11-21", { op: "..", from: day("2026-11-20"), to: day("2026-11-21") }],
    ["ended:-24h..", { op: "..", from: ago(24), to: null }],
    ["ended:..-1h", { op: "..", from: null, to: ago(1) }],
    ["ended:2d…1d", { op: "..", from: ago(48), to: ago(24) }],
    ["ended:2026-11-20..2026-11-20", { op: "..", from: day("2026-11-20"), to: day("2026-11-20") }],
    [
      "ended:yesterday..now",
      { op: "..", from: { kind: "named", name: "yesterday" }, to: { kind: "named", name: "now" } },
    ],
    [
      "ended:2026-11-20T14:02Z..2026-11-20T14:05Z",
      { op: "..", from: instant("2026-11-20T14:02:00.000Z"), to: instant("2026-11-20T14:05:59.999Z") },
    ],
  ])("reads periods: %s", (text, range) => {
    expect(parseFilter(text)).toEqual({ filter: { terms: [{ kind: "time", key: "ended", range }] }, problems: [] });
  });

  it.each<[string, object]>([
    ["duration:>5m", measure("duration", ">", 300_000)],
    ["duration:<=1h30m15s250ms", measure("duration", "<=", 5_415_250)],
    ["duration:=0", measure("duration", "=", 0)],
    ["queued:>30s", measure("queued", ">", 30_000)],
    ["percent:<50", measure("percent", "<", 50)],
    ["percent:<12.5%", measure("percent", "<", 12.5)],
    ["priority:>=5", measure("priority", ">=", 5)],
    ["attempt:2", measure("attempt", "=", 2)],
    ["results:0", measure("results", "=", 0)],
    ["results:1..10", { kind: "measure", key: "results", range: { op: "..", from: 1, to: 10 } }],
    ["duration:..1m", { kind: "measure", key: "duration", range: { op: "..", from: null, to: 60_000 } }],
  ])("reads measures: %s", (text, term) => {
    expect(parseFilter(text)).toEqual({ filter: { terms: [term] }, problems: [] });
  });

  it.each<[string, string, string]>([
    ["state:finished", "finished", "did you mean completed?"],
    ["state:faild", "faild", "did you mean failed?"],
    ["state:xyzzy", "xyzzy", "use one of unknown, queued, executing"],
    ["trigger:cron", "cron", "did you mean scheduled?"],
    ["-colour:red", "-colour:", 'no key "colour"; use one of state, agent'],
    ["stat:failed", "stat:", "did you mean state?"],
    ["status:failed x", "status:", "did you mean state?"],
    ["craeted:today", "craeted:", "did you mean created?"],
    ['error "timed out', '"timed out', "not closed"],
    ["agent:", "agent:", "needs a value"],
    ["agent:a,", "agent:a,", "needs a value"],
    ['agent:""', '""', "needs a value"],
    ['""', '""', "nothing between the quotes"],
    ["-created:>-24h", "-created:>-24h", "write created:<=-24h"],
    ["-created:24h", "-created:24h", "write created:<=-24h"],
    ["-duration:<5m", "-duration:<5m", "write duration:>=5m"],
    ["-ended:-7d..", "-ended:-7d..", "write ended:<-7d"],
    ["-percent:50", "-percent:50", "write percent:< or percent:>"],
    ["created:2026-02-30", "2026-02-30", "no such day: 2026-02-30, the month has 28 days"],
    ["created:2026-13", "2026-13", "no month 13"],
    ["created:2026-11-20T25:00", "2026-11-20T25:00", "no such time of day"],
    ["created:>2026-11-20T14:02+99", "2026-11-20T14:02+99", "no such time zone: +99"],
    ["created:0000-01-01", "0000-01-01", "use 1900 to 2999"],
    ["created:14:02", "14:02", "2026-11-20T14:02"],
    ["created:20.11.2026", "20.11.2026", "write -24h, today, 2026-11-20"],
    ["created:24", "24", "needs a unit"],
    ["created:> books", ">", "right after it"],
    ["created:999999w", "999999w", "hundred years"],
    ["created:2026-11-21..2026-11-20", "2026-11-21..2026-11-20", "ends before it begins"],
    ["created:-1h..-2h", "-1h..-2h", "ends before it begins"],
    ["created:today..yesterday", "today..yesterday", "ends before it begins"],
    ["created:..", "..", "a beginning, an end or both"],
    ["created:>1h..2h", ">1h..2h", "write 1h..2h"],
    ["created:2026-02-30..today", "2026-02-30", "no such day"],
    ["created:today,yesterday", ",yesterday", 'a range with ".."'],
    ["duration:5m", "5m", "duration:>5m or duration:<5m"],
    ["duration:>5", "5", "needs a unit: 5s, 5m"],
    ["duration:>5y", "5y", "units ms, s, m, h, d, w"],
    ["duration:9m..1m", "9m..1m", "ends before it begins"],
    ["percent:<half", "half", "not a number"],
    ["attempt:>1.5", "1.5", "not a whole number"],
    ["priority:-1", "-1", "not a number"],
    ["results:>99999999999", "99999999999", "over 1,000,000,000"],
    ["a\0b", "a\0b", "no text"],
    ['"\\u{d800}"', '"\\u{d800}"', "no text"],
  ])("says where %s goes wrong, and what to do", (text, part, message) => {
    const { problems } = parseFilter(text);
    expect(problems).toMatchObject([{ message: expect.stringContaining(message) }]);
    const [problem] = problems;
    expect(text.slice(problem?.from, problem?.to)).toBe(part);
  });

  it.each([
    ["-stat:faild x", "-state:failed x"],
    ["status:running a", "state:executing a"],
    ["trigger:retry,cron", "trigger:retry,scheduled"],
  ])("says what was probably meant: %s", (text, mended) => {
    const mend = (written: string): string => {
      const [problem] = parseFilter(written).problems;
      if (problem === undefined) return written;
      expect(problem.fix).toBeDefined();
      return mend(written.slice(0, problem.from) + problem.fix + written.slice(problem.to));
    };
    expect(mend(text)).toBe(mended);
  });

  it("keeps what it can understand beside a problem", () => {
    const { filter, problems } = parseFilter("state:failed,nonsense created:never books");
    expect(filter.terms).toEqual([choice("state", "Failed"), word("books")]);
    expect(problems).toHaveLength(2);
  });

  it("refuses a text of ten thousand characters, and more terms than anybody means", () => {
    const long = parseFilter("books ".repeat(1700));
    expect(long.filter.terms).toEqual([]);
    expect(long.problems[0]?.message).toContain("over 2000 characters");
    expect(parseFilter(Array.from({ length: 50 }, (_, i) => `w${i}`).join(" ")).problems).toEqual([]);
    expect(parseFilter(Array.from({ length: 51 }, (_, i) => `w${i}`).join(" ")).problems[0]?.message).toContain("50");
    expect(parseFilter(`id:${Array.from({ length: 300 }, (_, i) => 1000 + i).join(",")}`).problems).toEqual([]);
  });
});

describe("serializeFilter", () => {
  it.each([
    ["STATE:Failed  state:cancelled", "state:failed,cancelled"],
    ['agent:"books"', "agent:books"],
    ["created:24h", "created:>-24h"],
    ["created:>-90m", "created:>-1h30m"],
    ["created:>-48h", "created:>-2d"],
    ["created:=today", "created:today"],
    ["created:2026-1-5", "created:2026-01-05"],
    ["duration:>300s", "duration:>5m"],
    ["duration:=0", "duration:=0s"],
    ["percent:=50%", "percent:50"],
    ["->", '"->"'],
    ["error:“a, b”", 'error:"a, b"'],
  ])("writes %s as %s", (text, canonical) => {
    const { filter, problems } = parseFilter(text);
    expect(problems).toEqual([]);
    expect(serializeFilter(filter)).toBe(canonical);
    expect(parseFilter(canonical)).toEqual({ filter, problems: [] });
  });

  it("quotes what would be read as something else", () => {
    const terms: FilterTerm[] = ["-a", "state:x", "a b", '"', "\n", "“x”"].map((text) => ({
      kind: "word",
      negated: false,
      text,
    }));
    terms.push({ kind: "word", negated: true, text: "-a" }, { kind: "word", negated: true, text: ">" });
    const text = serializeFilter({ terms });
    expect(text).toBe('"-a" "state:x" "a b" "\\"" "\\u{a}" "“x”" -"-a" -">"');
    expect(parseFilter(text).filter.terms).toEqual(terms);
  });
});
