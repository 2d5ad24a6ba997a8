import { existsSync, globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { BACKEND_KINDS } from "../../lib/sources/kinds.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

it("holds every adapter to the contract", () => {
  const adapters = globSync("*/*-source.ts", { cwd: HERE }).filter((file) => /^([\w-]+)\/\1-source\.ts$/.test(file));
  const kinds = adapters.map((file) => file.split("/", 1)[0] ?? "").sort();
  expect(kinds).toEqual([...BACKEND_KINDS, "local"].sort());
  for (const kind of kinds) expect(existsSync(`${HERE}${kind}/${kind}-contract.test.ts`), kind).toBe(true);
});
