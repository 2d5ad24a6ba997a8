import { describe, expect, it } from "vitest";
import { OTHER_FIELDS, type ResultFormat, resultFoot, resultHead, resultLine } from "./result-export.ts";

const items = [
  '{"title":"=HYPERLINK(\\"http://x\\")","id":12345678901234567890,"gone":null}',
  '{"title":"a,\\"b\\"\\tc\\nd","price":-1.50,"tags":["x","y"],"ok":true}',
  '{\n  "title": "plain",\r\n  "late": 1\n}',
  "{broken",
];

function file(format: ResultFormat, columns: readonly string[] = []): string {
  const lines = items.map((data, place) => resultLine(format, columns, data, { first: place === 0 }));
  return resultHead(format, columns) + lines.join("") + resultFoot(format);
}

describe("a file of results", () => {
  it("is CSV with exact numbers, harmless formulas and a last column for what has none", () => {
    expect(file("csv", ["title", "id", "price", "tags", OTHER_FIELDS])).toBe(
      [
        "title,id,price,tags,other fields",
        `"'=HYPERLINK(""http://x"")",12345678901234567890,,,"{""gone"":null}"`,
        `"a,""b""\tc\nd",,-1.50,"[""x"",""y""]","{""ok"":true}"`,
        'plain,,,,"{""late"":1}"',
        ',,,,"{""value"":{broken}"',
        "",
      ].join("\r\n"),
    );
  });

  it("is TSV with tabs and line breaks in quotes", () => {
    const lines = file("tsv", ["title", "id"]).split("\r\n");
    expect(lines.slice(0, 3)).toEqual([
      "title\tid",
      `"'=HYPERLINK(""http://x"")"\t12345678901234567890`,
      `"a,""b""\tc\nd"\t`,
    ]);
  });

  it("is a list in JSON that can be read, items as they are written", () => {
    const text = file("json");
    expect(text).toContain('"id":12345678901234567890');
    expect(JSON.parse(text)).toHaveLength(4);
    expect(JSON.parse(text)[3]).toBe("{broken");
    expect(resultHead("json", []) + resultFoot("json")).toBe("[\n]\n");
  });

  it("is one item a line in NDJSON, also of those that are written on several", () => {
    const lines = file("ndjson").split("\n");
    expect(lines).toHaveLength(5);
    expect(lines.slice(0, 4).map((line) => JSON.parse(line))[2]).toEqual({ title: "plain", late: 1 });
  });
});
