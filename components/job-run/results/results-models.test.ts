import { describe, expect, it } from "vitest";
import { visibleLine, visibleText } from "../../../lib/text/visible-text.ts";
import type { AddressName } from "../address.ts";
import { moveInGrid } from "./grid-move.ts";
import { isPicture, webLink } from "./links.ts";
import { cellsOf, columnsOf, columnWidth, sortRows, textOfCell } from "./result-cells.ts";
import { type ResultsPlace, readPlace, writePlace } from "./results-place.ts";

const texts = (data: string) =>
  Object.fromEntries([...cellsOf({ data, cut: [] })].map(([name, cell]) => [name, `${cell.kind} ${textOfCell(cell)}`]));

describe("the cells of a result", () => {
  it("are exact, and tell kinds apart", () => {
    expect(texts('{"id":12345678901234567890,"p":1.10,"t":"12","n":null,"b":true,"l":["a",1.0]}')).toEqual({
      id: "number 12345678901234567890",
      p: "number 1.10",
      t: "text 12",
      n: "null null",
      b: "constant true",
      l: 'nested ["a",1.0]',
    });
  });

  it("are one for what is no object, and for what is no JSON as it came", () => {
    expect(texts('"plain"')).toEqual({ value: "text plain" });
    expect(texts("[1,2]")).toEqual({ value: "nested [1,2]" });
    expect(texts("12.50")).toEqual({ value: "number 12.50" });
    expect(texts("hello <b>")).toEqual({ value: "text hello <b>" });
    expect(texts("{broken")).toEqual({ value: "text {broken" });
  });

  it("make columns in the order met, over all pages seen", () => {
    const first = columnsOf(
      [],
      [
        new Map([
          ["a", 1],
          ["b", 1],
        ]),
        new Map([
          ["c", 1],
          ["a", 1],
        ]),
      ],
    );
    expect(first).toEqual(["a", "b", "c"]);
    expect(
      columnsOf(first, [
        new Map([
          ["d", 1],
          ["b", 1],
        ]),
      ]),
    ).toEqual(["a", "b", "c", "d"]);
    expect(columnsOf(first, [new Map([["b", 1]])])).toBe(first);
  });

  it("make columns as wide as what stands in them, within bounds", () => {
    const rows = ["x", "x".repeat(500)].map((text) => cellsOf({ data: `{"short":1,"long":"${text}"}`, cut: [] }));
    expect(columnWidth("short", rows)).toBeLessThan(columnWidth("long", rows));
    expect(columnWidth("long", rows)).toBeLessThanOrEqual(320);
  });
});

describe("the order of a page", () => {
  const order = (values: string[], down: boolean) =>
    sortRows(
      values.map((value) => ({ cells: cellsOf({ data: value === "" ? "{}" : `{"v":${value}}`, cut: [] }) })),
      { column: "v", down },
    ).map(({ cells }) => cells.get("v")?.raw ?? "");

  it("is that of numbers, exact ones too, then of texts with their numbers, and last what has no value", () => {
    const values = ['"£10.00"', "null", "9007199254740993", '"£9.50"', "2", "", "9007199254740992", "-1.5"];
    const up = ["-1.5", "2", "9007199254740992", "9007199254740993", '"£9.50"', '"£10.00"'];
    expect(order(values, false)).toEqual([...up, "null", ""]);
    expect(order(values, true)).toEqual([...up.toReversed(), "null", ""]);
  });
});

describe("the address of the results", () => {
  const read = (query: string) => {
    const params = new URLSearchParams(query);
    return readPlace((name: AddressName) => params.get(name));
  };

  it("says all that is shown, and is read back as it was", () => {
    const place: ResultsPlace = {
      view: "changes",
      modified: true,
      collection: 3,
      after: 500,
      size: 2500,
      task: 7,
      verdict: "changed",
      change: "removed",
      sort: { column: "-price & co", down: true },
      row: 12,
    };
    const written = { ...writePlace(place), "result-after": "500", "result-row": "12" };
    expect(
      read(new URLSearchParams(Object.entries(written).map(([name, value]) => [name, value ?? ""])).toString()),
    ).toEqual(place);
  });

  it("takes what makes no sense as not said", () => {
    const usual = read("");
    expect(
      read(
        "result-collection=x&result-after=-1&result-size=7&result-task=1e9&result-verdict=old&result-sort=price&result-row=",
      ),
    ).toEqual(usual);
    expect([read("result-row=-7").row, read("result-row=-0").row, read("result-row=--7").row]).toEqual([
      -7,
      null,
      null,
    ]);
    expect(usual).toMatchObject({ view: "rows", collection: 1, after: 0, size: 500, sort: null });
  });

  it("begins another list at its first page", () => {
    expect(writePlace({ verdict: "new" })).toEqual({
      "result-verdict": "new",
      "result-after": null,
      "result-row": null,
    });
    expect(writePlace({ sort: { column: "a", down: false } })).toEqual({ "result-sort": "+a" });
    expect(writePlace({ row: 4 })).toEqual({ "result-row": "4" });
  });
});

describe("hostile text", () => {
  it("shows what nobody would see, and turns no direction", () => {
    expect(visibleLine("a\0b\nc\u202ed\u200b\u001b[31m\ud800")).toBe(
      "a\u2400b\u23cec⟨U+202E⟩d⟨U+200B⟩\u241b[31m\ufffd",
    );
    expect(visibleText("a\n\tb\r\u2066")).toBe("a\n\tb\u240d⟨U+2066⟩");
  });

  it.each([
    ["https://example.com/a?b=1", true],
    ["HTTP://example.com", true],
    ["javascript:alert(1)", false],
    ["data:text/html,<script>", false],
    [" https://example.com", false],
    ["https://example.com/ x", false],
    ["java\nscript:alert(1)", false],
    ["https://user:secret@example.com/", false],
    ["//example.com", false],
    ["https://", false],
    [`https://example.com/${"x".repeat(3000)}`, false],
  ])("is a link only to the web: %s", (text, is) => expect(webLink(text) !== null).toBe(is));

  it("is a picture by the end of its path", () => {
    expect(isPicture("https://x.example/a.PNG?size=2")).toBe(true);
    expect(isPicture("https://x.example/?a.png")).toBe(false);
  });
});

describe("keys in the table", () => {
  const size = { rows: 100, columns: 5, page: 10 };
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });
  it.each([
    ["ArrowUp", false, { row: 0, column: 2 }, { row: -1, column: 2 }],
    ["ArrowUp", false, { row: -1, column: 2 }, { row: -1, column: 2 }],
    ["ArrowRight", false, { row: 3, column: 4 }, { row: 3, column: 4 }],
    ["PageDown", false, { row: 95, column: 1 }, { row: 99, column: 1 }],
    ["PageUp", false, { row: 5, column: 1 }, { row: 0, column: 1 }],
    ["Home", false, { row: 5, column: 3 }, { row: 5, column: 0 }],
    ["End", true, { row: 5, column: 3 }, { row: 99, column: 4 }],
    ["ArrowDown", true, { row: 5, column: 3 }, { row: 99, column: 3 }],
  ])("%s (with Ctrl: %s) leads from %j to %j", (key, ctrl, from, to) => {
    expect(moveInGrid(from, press(key, ctrl), size)).toEqual(to);
  });

  it("leaves other keys alone", () => expect(moveInGrid({ row: 0, column: 0 }, press("a"), size)).toBeNull());
});
