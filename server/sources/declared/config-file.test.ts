import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDeclarations } from "./config-file.ts";

const agenty = {
  id: "agenty-production",
  kind: "agenty",
  name: "Agenty production",
  address: "https://api.agenty.com",
};
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wf-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(given: unknown, environment: Record<string, string> = {}) {
  const path = join(folder, "sources.json");
  await writeFile(path, typeof given === "string" ? given : JSON.stringify(given));
  return readDeclarations(path, environment);
}

describe("the file that declares sources", () => {
  it("is read with what was left out, and keys from the environment", async () => {
    const sentimatrix = { id: "s", kind: "sentimatrix", name: "S", address: "http://10.0.0.5/", partitions: ["p"] };
    const sources = [
      { ...agenty, keyEnv: "AGENTY_KEY" },
      { ...sentimatrix, newestEvery: 30, key: "of-sentimatrix" },
    ];
    expect(await read({ sources }, { AGENTY_KEY: "of-agenty" })).toEqual({
      file: "sources.json",
      sources: [
        {
          ...{ id: "agenty-production", kind: "agenty", name: "Agenty production", key: "of-agenty" },
          settings: {
            ...{ address: "https://api.agenty.com", partitions: [], jobUrl: null },
            ...{ requestsPerMinute: 120, executingEvery: 2, newestEvery: 5 },
          },
        },
        {
          ...{ id: "s", kind: "sentimatrix", name: "S", key: "of-sentimatrix" },
          settings: expect.objectContaining({ address: "http://10.0.0.5", partitions: ["p"], newestEvery: 30 }),
        },
      ],
    });
    expect(await read({})).toEqual({ file: "sources.json", sources: [] });
  });

  it("may be absent, unless it is named", () => {
    expect(readDeclarations(undefined, {})).toBeNull();
    expect(() => readDeclarations(join(folder, "absent.json"), {})).toThrow(
      /^WATCHFLOOR_CONFIG: .*absent\.json cannot/,
    );
  });

  it.each([
    ["is not JSON", "{"],
    ["the whole must be an object", []],
    ["sauces is not known", { sauces: [] }],
    ["sources must be a list", { sources: {} }],
    ["sources.0.adress is not known", { sources: [{ ...agenty, adress: "x" }] }],
    ["sources.0.id must be of small letters", { sources: [{ ...agenty, id: "Agenty 1" }] }],
    ["sources.0.id must not be local", { sources: [{ ...agenty, id: "local" }] }],
    ["sources.0.kind must be agenty", { sources: [{ ...agenty, kind: "local" }] }],
    ["sources.0.name must not be empty", { sources: [{ ...agenty, name: " " }] }],
    ["sources.0.address must be an http", { sources: [{ ...agenty, address: "api.agenty.com" }] }],
    ["sources.0.partitions must be empty", { sources: [{ ...agenty, partitions: ["p"] }] }],
    ["sources.0.partitions must name", { sources: [{ ...agenty, kind: "sentimatrix" }] }],
    ["sources.0.newestEvery must be at least 1 s", { sources: [{ ...agenty, newestEvery: 0 }] }],
    ["sources.0.key must have no spaces", { sources: [{ ...agenty, key: "a b" }] }],
    ["sources.0 must have key or keyEnv", { sources: [{ ...agenty, key: "a", keyEnv: "B" }] }],
    ["sources.0.keyEnv names ABSENT, which is not set", { sources: [{ ...agenty, keyEnv: "ABSENT" }] }],
    ["sources.0.keyEnv names SPACED, which must have no spaces", { sources: [{ ...agenty, keyEnv: "SPACED" }] }],
    ["sources.1.id is that of sources.0 too", { sources: [agenty, { ...agenty, name: "Other" }] }],
    [
      "sources.1.name is that of sources.0 too",
      { sources: [agenty, { ...agenty, id: "b", name: "AGENTY production" }] },
    ],
  ])("says what is wrong: %s", async (message, given) => {
    await expect(read(given, { SPACED: "secret key" })).rejects.toThrow(`sources.json: ${message}`);
    await expect(read(given, { SPACED: "secret key" })).rejects.not.toThrow("secret");
  });
});
