// The lint rule that holds the direction of imports, tried on files that break it and files that do not.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bin, root, run } from "./project.mjs";

const refused = {
  "lib/a.ts": 'export * from "../server/app.ts";',
  "lib/jobs/b.ts": 'export * from "../../components/ui/button.tsx";',
  "lib/jobs/c.ts": 'export * from "node:fs";',
  "lib/jobs/d.ts": 'export * from "react";',
  "components/ui/a.tsx": 'export type * from "../../server/app.ts";',
  "components/ui/b.tsx": 'export * from "../../app/layout.tsx";',
  "components/ui/c.tsx": 'export * from "node:fs";',
  "server/a.ts": 'export * from "../components/ui/button.tsx";',
  "server/http/b.ts": 'export * from "../../app/api/jobs/route.ts";',
  "server/http/c.ts": 'export * from "react";',
  "app/api/jobs/a.ts": 'export * from "../../../components/ui/button.tsx";',
  "app/(console)/b.tsx": 'export const page = import("../../app/layout.tsx");',
  "app/(console)/jobs/client.tsx": 'export * from "../../../server/app.ts";',
  "e2e/specs/a.ts": 'export * from "../../app/layout.tsx";',
};
const allowed = {
  "server/http/ok.ts": 'export * from "../../lib/jobs/state.ts";\nexport * from "../app.ts";',
  "components/jobs/ok.tsx": 'export * from "../../lib/jobs/state.ts";\nexport * from "../ui/button.tsx";',
  "app/(console)/ok.tsx": 'export * from "../../components/ui/button.tsx";\nexport * from "../../server/app.ts";',
};

let folder;
let found;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-imports-"));
  const config = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...config, $schema: undefined, vcs: undefined }));
  for (const [path, source] of Object.entries({ ...refused, ...allowed })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  const args = ["lint", "--only=style/noRestrictedImports", "--reporter=github", "--max-diagnostics=none", "."];
  found = (await run(bin("biome"), args, { cwd: folder, capture: true })).output;
});

afterAll(() => rmSync(folder, { recursive: true }));

it.each(Object.entries(refused))("refuses in %s: %s", (path) => {
  expect(found).toContain(`/${path},line=`);
});

it.each(Object.entries(allowed))("allows in %s", (path) => {
  expect(found).not.toContain(`/${path},line=`);
});
