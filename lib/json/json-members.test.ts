import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonMember, plainText, readMembers } from "./json-members.ts";

const raws = (text: string) => {
  const read = readMembers(text);
  return read && { ...Object.fromEntries([...read.members].map(([name, { raw }]) => [name, raw])), whole: read.whole };
};

describe("the values of an object", () => {
  it("are as they are written, in their order, a name that comes twice with its last value", () => {
    const text =
      '{ "id":12345678901234567890,"price" : -1.10e+2,\n"a":[1,{"b":"]}"}], "s":"x\\"y\\\\","n":null,"id":2 }';
    expect(raws(text)).toEqual({
      price: "-1.10e+2",
      a: '[1,{"b":"]}"}]',
      s: '"x\\"y\\\\"',
      n: "null",
      id: "2",
      whole: true,
    });
    expect([...(readMembers(text)?.members.keys() ?? [])]).toEqual(["price", "a", "s", "n", "id"]);
    expect(raws("{}")).toEqual({ whole: true });
    expect(readMembers('{"__proto__":1,"constructor":2}')?.members.get("__proto__")?.raw).toBe("1");
  });

  it.each([
    "[1]",
    '"text"',
    "12",
    "",
    "{broken",
    '{"a":tru}',
    '{"a":1}}',
    '{"a" 1}',
    "{'a':1}",
    '{"a":,"b":1}',
    '{"a":01}',
  ])("are none where there is no object: %s", (text) => expect(readMembers(text)).toBeNull());

  it("of a text that was cut anywhere are those of the whole, but for the last", () => {
    const text = '{"a":"x\\u00e9\\n\\\\","b":[1,{"c":"}"}],"d":12.5,"e":{"f":null},"g":true}';
    const whole = readMembers(text)?.members ?? new Map<string, JsonMember>();
    for (let end = 1; end < text.length; end++) {
      const read = readMembers(text.slice(0, end));
      expect(read?.whole, text.slice(0, end)).toBe(false);
      for (const [name, { raw, cut }] of read?.members ?? []) {
        if (cut) expect(whole.get(name)?.raw.startsWith(raw), `${name} of ${text.slice(0, end)}`).toBe(true);
        else expect(raw).toBe(whole.get(name)?.raw);
      }
    }
  });

  it("are those that JSON.parse finds, whatever the object", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), fc.nat(3), (object, indent) => {
        const read = readMembers(JSON.stringify(object, null, indent));
        expect(read?.whole).toBe(true);
        const found = [...(read?.members ?? [])].map(([name, { raw }]): [string, unknown] => [name, JSON.parse(raw)]);
        expect(new Map(found)).toEqual(new Map(Object.entries(JSON.parse(JSON.stringify(object)))));
      }),
    );
  });

  it("says what a text reads, whole or cut within an escape", () => {
    expect(plainText({ raw: '"a\\u00e9\\n"', cut: false })).toBe("aé\n");
    for (const raw of ['"a\\', '"a\\u', '"a\\u0', '"a\\u00e']) expect(plainText({ raw, cut: true })).toBe("a");
    expect(plainText({ raw: '"a\\\\', cut: true })).toBe("a\\");
    expect(plainText({ raw: "[1", cut: true })).toBe("[1");
  });
});
