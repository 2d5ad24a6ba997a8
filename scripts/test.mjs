// `npm test`: everything, from a bare clone, ending with one line of figures. `-- --unit` and `-- --e2e` run a part.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { bin, command, ensureBuilt, ensureInstalled, findNode, run, Stop, toolEnv } from "./project.mjs";
import { readPlaywright, readVitest } from "./summary.mjs";

command(async () => {
  const flags = new Set(process.argv.slice(2));
  for (const flag of flags) {
    if (flag !== "--unit" && flag !== "--e2e") throw new Stop(`Unknown flag ${flag}; there are --unit and --e2e.`);
  }
  const unit = flags.has("--unit") || !flags.has("--e2e");
  const browser = flags.has("--e2e") || !flags.has("--unit");

  await ensureInstalled();
  const reports = mkdtempSync(join(tmpdir(), "watchfloor-tests-"));
  const totals = { passed: 0, failed: 0, skipped: [], flaky: [] };
  const fail = (message) => {
    totals.failed += 1;
    console.log(`✗ ${message}`);
  };
  const attempt = (work) =>
    work().then(
      () => true,
      (error) => fail(error.message),
    );

  try {
    // Before the checks, so that the size of the pages is checked too.
    const canBrowse = browser && (await attempt(ensureBrowser)) && (await attempt(ensureBuilt));
    if (unit) {
      heading("Checks");
      if ((await run(findNode(), ["scripts/check.mjs"], { env: toolEnv() })).code !== 0) fail("npm run check failed");
      heading("Unit, contract and integration tests");
      const file = join(reports, "vitest.json");
      const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
      add(await run(bin("vitest"), args, { env: toolEnv() }), file, readVitest, "Vitest");
    }
    if (canBrowse) {
      heading("Browser tests");
      const file = join(reports, "playwright.json");
      const env = toolEnv({ PLAYWRIGHT_RESULTS: file });
      add(await run(bin("playwright"), ["test"], { env }), file, readPlaywright, "Playwright");
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }

  function add({ code }, file, read, runner) {
    let result;
    try {
      result = read(JSON.parse(readFileSync(file, "utf8")));
    } catch (error) {
      fail(`${runner} left no report: ${error.message}`);
      return;
    }
    totals.passed += result.passed;
    totals.failed += result.failed;
    totals.skipped.push(...result.skipped);
    totals.flaky.push(...result.flaky);
    if (code !== 0 && result.failed === 0) fail(`${runner} ended with code ${code} although no test failed`);
  }

  if (totals.skipped.length > 0) {
    heading("Skipped");
    for (const { title, why } of totals.skipped) console.log(why ? `${title}: ${why}` : title);
  }
  if (totals.flaky.length > 0) {
    heading("Passed only at the second try");
    for (const title of totals.flaky) console.log(title);
  }
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped.length} skipped`);
  return totals.failed === 0 ? 0 : 1;
});

function heading(text) {
  console.log(`\n── ${text}`);
}
