import { readFileSync } from "node:fs";

/** What a browser loads before a route works, from Next's own figures of the last build. */
function firstLoadOf(route) {
  const routes = JSON.parse(readFileSync(".next/diagnostics/route-bundle-stats.json", "utf8"));
  const found = routes.find((entry) => entry.route === route);
  if (found === undefined) throw new Error(`The build has no page at ${route}; mend .size-limit.js.`);
  return found.firstLoadChunkPaths;
}

export default [{ name: "First load of the jobs list", path: firstLoadOf("/jobs"), limit: "190 kB", gzip: true }];
