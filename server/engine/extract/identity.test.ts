import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import { itemHash, itemKey } from "./identity.ts";
import { pageAddresses } from "./page-addresses.ts";

const item = fc.dictionary(fc.string(), fc.option(fc.string()));

describe("itemHash and itemKey", () => {
  it("stay what they are: stored hashes must match those of later versions", () => {
    expect(itemHash({ title: "A", price: null })).toBe(
      "d7e4031d94837aad26e361869527f81bac827905681e891a7873c58ec75c678a",
    );
  });

  it("do not depend on the order of fields", () => {
    fc.assert(
      fc.property(item, (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(itemHash(turned)).toBe(itemHash(value));
        expect(itemKey(turned, Object.keys(value))).toBe(itemKey(value, Object.keys(value).toReversed()));
      }),
    );
  });

  it("differ when a field differs, also between nothing and empty", () => {
    fc.assert(
      fc.property(item, fc.string(), fc.option(fc.string()), fc.option(fc.string()), (value, name, a, b) => {
        const same = itemHash({ ...value, [name]: a }) === itemHash({ ...value, [name]: b });
        expect(same).toBe(a === b);
      }),
    );
    expect(itemHash({ a: "1", b: "2" })).not.toBe(itemHash({ a: "2", b: "1" }));
  });

  it("the key follows the named fields only", () => {
    expect(itemKey({ id: "1", price: "2" }, ["id"])).toBe(itemKey({ id: "1", price: "3" }, ["id"]));
    expect(itemKey({ id: "1", price: "2" }, ["id"])).not.toBe(itemKey({ id: "2", price: "2" }, ["id"]));
  });

  it("the key is the whole item when no field is named, or none has a value", () => {
    const value = { id: null, price: "2" };
    expect(itemKey(value, [])).toBe(itemHash(value));
    expect(itemKey(value, ["id"])).toBe(itemHash(value));
    expect(itemKey(value, ["id"])).not.toBe(itemKey({ id: null, price: "3" }, ["id"]));
  });
});

describe("pageAddresses", () => {
  function agent(input: object) {
    const definition = agentDefinitionSchema.parse({ type: "scraping", name: "t", fields: [{ name: "a" }], ...input });
    if (definition.type !== "scraping") throw new Error("not scraping");
    return definition;
  }

  it("lists URLs, then the range, each once", () => {
    const pages = { template: "/p{page}/{page}", from: 1, to: 3 };
    expect(pageAddresses(agent({ urls: ["/x", "/p2/2", "/x"], pages }))).toEqual({
      addresses: ["/x", "/p2/2", "/p1/1", "/p3/3"],
      omitted: 0,
    });
  });

  it("stops at the page budget and counts the rest", () => {
    const pages = { template: "/{page}", from: 0, to: 1_000_000 };
    expect(pageAddresses(agent({ pages, pageBudget: 2 }))).toEqual({ addresses: ["/0", "/1"], omitted: 999_999 });
  });
});
