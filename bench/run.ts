import { bulk } from "./bulk.ts";
import { exportRows } from "./export.ts";
import { feedCost } from "./feed-cost.ts";
import { jobList } from "./job-list.ts";
import { liveLatency } from "./live-latency.ts";
import { logView } from "./log-view.ts";
import { rowPatches } from "./row-patches.ts";
import type { Measurement, Scenario } from "./scenario.ts";
import { sources } from "./sources.ts";
import { waterfall } from "./waterfall.ts";

// `npm run bench` runs all scenarios, `npm run bench -- NAME…` those named, `npm run bench -- --list` none.

const SCENARIOS: readonly Scenario[] = [
  liveLatency,
  feedCost,
  jobList,
  exportRows,
  bulk,
  rowPatches,
  logView,
  waterfall,
  sources,
];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Lines of aligned columns; figures stand at the right. */
function table(measurements: readonly Measurement[]): string[] {
  const names = [...new Set(measurements.flatMap(({ figures }) => Object.keys(figures)))];
  const head = ["what", "under", ...names];
  const rows = measurements.map(({ what, under, figures }) => [
    what,
    under,
    ...names.map((name) => figures[name] ?? ""),
  ]);
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(head), ...rows.map(line)];
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => name !== "--list" && !SCENARIOS.some((scenario) => scenario.name === name));
if (unknown.length > 0 || names.includes("--list")) {
  for (const name of unknown) say(`There is no scenario "${name}". There are:`);
  for (const { name, about } of SCENARIOS) say(`${name}  ${about}`);
  process.exitCode = unknown.length > 0 ? 1 : 0;
} else {
  for (const scenario of SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`\n${scenario.name}: ${scenario.about}`);
    try {
      const measurements = await scenario.run((line) => say(`  … ${line}`));
      for (const line of ["", ...table(measurements)]) say(line);
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    }
  }
}
