// Rules about files that no other tool holds: their length, and the health of the lock file.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.mjs";

const MAX_LINES = 500;
const TEXT = /\.(ts|tsx|mts|mjs|js|css|md)$/;
const problems = [];

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root })
  .toString()
  .split("\n")
  .filter((file) => TEXT.test(file) && existsSync(join(root, file)));
for (const file of tracked) {
  const lines = readFileSync(join(root, file), "utf8").split("\n").length - 1;
  if (lines > MAX_LINES) problems.push(`${file} has ${lines} lines; split it by what it does (at most ${MAX_LINES}).`);
}

const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
for (const [path, entry] of Object.entries(packages)) {
  if (entry.resolved !== undefined && !entry.link) {
    problems.push(`package-lock.json: ${path} has an address; run npm install with the .npmrc of this repository.`);
  }
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    // npm ci looks beside the package, then upwards.
    const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    const parents = path
      .split("/node_modules/")
      .map((_, depth, parts) => parts.slice(0, depth + 1).join("/node_modules/"));
    places.push(...parents.map((parent) => `${parent}/node_modules/${name}`));
    if (!places.some((place) => packages[place] !== undefined)) {
      problems.push(
        `package-lock.json: ${path || "the project"} wants ${name}, which has no entry, so npm ci will fail.`,
      );
    }
  }
}

for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
