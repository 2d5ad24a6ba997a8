// `npm run check`: types, lint and formatting, unused code, sizes and rules of the tree, side by side.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { bin, command, ensureInstalled, findNode, root, run, toolEnv } from "./project.mjs";

const checks = [
  {
    name: "types",
    steps: [
      [bin("next"), "typegen"],
      [bin("tsc"), "-p", "tsconfig.json"],
    ],
  },
  { name: "lint and format", steps: [[bin("biome"), "check", "--error-on-warnings", "--colors=off", "."]] },
  { name: "unused code", steps: [[bin("knip"), "--no-progress"]] },
  { name: "files and lock file", steps: [[findNodeLater, "scripts/check-tree.mjs"]] },
  { name: "size of the list page", steps: [[bin("size-limit")]], unless: noBuild },
];

function findNodeLater() {
  return findNode();
}

function noBuild() {
  return existsSync(join(root, ".next/diagnostics/route-bundle-stats.json")) ? undefined : "there is no build";
}

async function runCheck({ name, steps, unless }) {
  const reason = unless?.();
  if (reason !== undefined) return { ok: true, text: `– ${name}: not run, ${reason}` };
  const start = performance.now();
  let output = "";
  for (const [file, ...args] of steps) {
    const program = typeof file === "function" ? file() : file;
    const result = await run(program, args, { capture: true, env: toolEnv() });
    output = result.output.trim();
    if (result.code !== 0) return { ok: false, text: `✗ ${name} ${seconds(start)}\n${output}\n` };
  }
  return { ok: true, text: `✓ ${name} ${seconds(start)}` };
}

function seconds(start) {
  return `(${((performance.now() - start) / 1000).toFixed(1)} s)`;
}

command(async () => {
  await ensureInstalled();
  const results = await Promise.all(
    checks.map(async (check) => {
      const result = await runCheck(check);
      console.log(result.text);
      return result;
    }),
  );
  return results.every((result) => result.ok) ? 0 : 1;
});
