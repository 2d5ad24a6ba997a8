import { describe, expect, it } from "vitest";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { errorFingerprint } from "../../lib/jobs/fingerprint.ts";
import { failedOnly, failuresLink, groupFilter, ofAgent } from "./failure-links.ts";
import { fingerprintParts } from "./fingerprint-parts.ts";

const filter = (q: string) => parseFilter(q).filter;

describe("links of failures", () => {
  it("hold the filter and the window, and leave out what is usual", () => {
    expect(failuresLink("", "24h")).toBe("/failures");
    expect(failuresLink("agent:books", "24h")).toBe("/failures?q=agent%3Abooks");
    expect(failuresLink("", "30d")).toBe("/failures?window=30d");
  });

  it("narrow to an agent, whatever its name", () => {
    expect(ofAgent(filter("source:local agent:other"), 'the "books", all')).toBe(
      'source:local agent:"the \\"books\\", all"',
    );
  });

  it("lead to the jobs of a group: those that failed, in the window, with its fingerprint", () => {
    const group = { fingerprint: 'timed out after <n> ms, "quoted' };
    const q = groupFilter(filter("agent:books -state:completed"), "24h", group) ?? "";
    expect(parseFilter(q)).toEqual({
      problems: [],
      filter: {
        terms: [
          ...filter("agent:books -state:completed state:failed").terms,
          { kind: "choice", key: "fingerprint", negated: false, values: [group.fingerprint] },
          { kind: "time", key: "ended", range: { op: ">", at: { kind: "ago", ms: 86_400_000 } } },
        ],
      },
    });
    expect(groupFilter(filter(""), "24h", { fingerprint: null })).toBeNull();
  });

  it("keep a time of their own beside the window's", () => {
    const { terms } = filter(groupFilter(filter("ended:today"), "7d", { fingerprint: "x" }) ?? "");
    expect(terms.filter(({ kind }) => kind === "time")).toHaveLength(2);
  });

  it("ask for failed jobs only, although the filter asks for others too", () => {
    expect(failedOnly(filter("state:cancelled,failed agent:books"))).toBe("state:failed agent:books");
  });
});

describe("the parts of a fingerprint", () => {
  it("are its words, and what was taken out by its kind", () => {
    expect(fingerprintParts(errorFingerprint("404 Not Found at https://example.com/7 after 3 tries") ?? "")).toEqual([
      { kind: "words", text: "404 Not Found at " },
      { kind: "taken-out", text: "url" },
      { kind: "words", text: " after " },
      { kind: "taken-out", text: "n" },
      { kind: "words", text: " tries" },
    ]);
  });

  it("leave alone what only looks like a placeholder", () => {
    expect(fingerprintParts("<b>bold</b> <script>")).toEqual([{ kind: "words", text: "<b>bold</b> <script>" }]);
    expect(fingerprintParts("")).toEqual([]);
  });
});
