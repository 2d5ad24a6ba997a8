import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ERROR_CODES } from "../../lib/api/types.ts";
import { STATUS_OF_ERROR } from "../http/statuses.ts";
import { loadRoutes, methodsOf } from "./route-table.ts";

const page = ["api.md", "api-jobs.md", "api-results.md"]
  .map((name) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8"))
  .join("\n");
const routes = (await loadRoutes()).filter(({ isDialect }) => !isDialect);

it("describes every address and method of the API, and none else", async () => {
  const described = [...page.matchAll(/^### `([A-Z]+ \/\S+)`$/gm)].map(([, heading]) => heading);
  const served: string[] = [];
  for (const entry of routes) {
    if (entry.pattern.includes("[[")) continue;
    const allowed = await methodsOf(entry);
    const address = entry.pattern.replaceAll("[", "{").replaceAll("]", "}");
    served.push(...allowed.filter((method) => method !== "HEAD").map((method) => `${method} ${address}`));
  }
  expect(described.toSorted()).toEqual(served.toSorted());
});

it("lists every error with its status", () => {
  const listed = [...page.matchAll(/^\| (\d+) \| `([A-Z_]+)` \|/gm)].map(([, status, code]) => [code, Number(status)]);
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(ERROR_CODES.map((code) => [code, STATUS_OF_ERROR[code]])),
  );
});

it("shows JSON that is JSON", () => {
  const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => json ?? "");
  expect(blocks.length).toBeGreaterThan(10);
  for (const block of blocks) expect(() => JSON.parse(block), block).not.toThrow();
});
