import { describe, expect, it } from "vitest";
import { differingFields } from "./result-diff.ts";
import { CUT_AT, previewOf } from "./result-preview.ts";

const long = "x".repeat(5000);

describe("what a list shows of an item", () => {
  it("is all of it where it is small, letter by letter", () => {
    const text = '{ "id": 12345678901234567890.10 }';
    expect(previewOf(text, false)).toEqual({ data: text, cut: [], partial: false });
  });

  it("is the beginning of long values, and all of what stands after them", () => {
    const { data, cut, partial } = previewOf(
      `{"a":"${long}","n":1.50,"list":[${"1,".repeat(3000)}1],"z":"end"}`,
      false,
    );
    const read = JSON.parse(data);
    expect(read).toMatchObject({ a: "x".repeat(CUT_AT - 1), z: "end" });
    expect(read.list).toMatch(/^\[1,1,/);
    expect(data).toContain('"n":1.50');
    expect(cut).toEqual([
      { name: "a", length: 5002, nested: false },
      { name: "list", length: 6003, nested: true },
    ]);
    expect(partial).toBe(false);
  });

  it("says that there is more where the item was not read to its end", () => {
    const { data, cut, partial } = previewOf(`{"first":1,"body":"${long}`, true);
    expect(JSON.parse(data)).toMatchObject({ first: 1 });
    expect(cut).toEqual([{ name: "body", length: null, nested: false }]);
    expect(partial).toBe(true);
  });

  it("takes what is no object, or no JSON, as one value", () => {
    expect(previewOf(`"${long}"`, false)).toMatchObject({ cut: [{ name: "value", length: 5002, nested: false }] });
    expect(JSON.parse(previewOf(`[${long}`, true).data).value).toMatch(/^\[xxx/);
  });

  it("cuts no character in two", () => {
    const { data } = previewOf(`{"a":"${"x".repeat(CUT_AT - 2)}💥${long}"}`, false);
    expect(JSON.parse(data).a).toBe("x".repeat(CUT_AT - 2));
  });
});

describe("the fields in which two items differ", () => {
  it.each([
    ['{"a":1,"b":"x"}', '{"b":"x","a":1}', []],
    ['{"a":"\\u00e9"}', '{"a":"é"}', []],
    ['{"a":1.0,"b":2}', '{"a":1.00,"b":2}', ["a"]],
    ['{"a":1}', '{"a":1,"b":null}', ["b"]],
    ['{"a":"1"}', '{"a":1}', ["a"]],
    ["[1]", "[2]", ["value"]],
  ])("of %s and %s are %j", (one, other, fields) => expect(differingFields(one, other)).toEqual(fields));

  it("are only those that both hold of items that go on", () => {
    expect(differingFields('{"a":1,"body":"xxxx', '{"a":2,"body":"xx')).toEqual(["a"]);
    expect(differingFields('{"a":1,"body":"xxxx', '{"a":1,"b":1,"body":"xx')).toEqual([]);
  });
});
