import { parseArgs } from "node:util";
import { ConfigError, loadConfig } from "../config.ts";
import { type OpenDatabase, openDatabase } from "../db/open-database.ts";
import { AppError } from "../errors.ts";
import { EXTREME_NAMES, type ExtremeName, seedExtreme } from "./extreme/extreme-runs.ts";
import { seedStore } from "./seed-store.ts";

const MOST_JOBS = 20_000_000;
const MOST_DAYS = 3650;
const USAGE = "npm run seed -- --jobs N [--days D] [--seed TEXT], or --extreme[=NAME,NAME]";

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Order {
  history: { jobs: number; days: number; seed: string } | undefined;
  extreme: ExtremeName[];
}

/** `npm run seed`: adds a made-up history, or runs that no backend should give, to the configured store. */
async function main(): Promise<void> {
  const { history, extreme } = readOrder(process.argv.slice(2));
  const config = loadConfig(process.env);
  const where =
    config.databaseUrl === undefined
      ? `the embedded store in ${config.dataDir}`
      : "the PostgreSQL server of DATABASE_URL";
  if (history !== undefined) {
    say(
      `Adding ${count(history.jobs)} made-up jobs of the last ${history.days} days to ${where}. What is there stays.`,
    );
  }
  if (extreme.length > 0) say(`Adding extreme runs to ${where}. What is there stays.`);
  const database = await openDatabase(config);
  try {
    if (history !== undefined) await addHistory(database, history);
    await seedExtreme(database.db, extreme, (name, key) => {
      say(key === null ? `  ${name}: is there already` : `  ${name}: /jobs/${key.source}/${key.id}`);
    });
  } finally {
    await database.close();
  }
}

async function addHistory({ db }: OpenDatabase, history: NonNullable<Order["history"]>): Promise<void> {
  const began = performance.now();
  let said = began;
  const rate = (stored: number) => count(Math.round((stored / (performance.now() - began)) * 1000));
  await seedStore(db, { ...history, now: Date.now() }, (stored) => {
    if (performance.now() - said < 5000) return;
    said = performance.now();
    say(`  ${count(stored)} of ${count(history.jobs)}, ${rate(stored)} a second`);
  });
  say(
    `Stored ${count(history.jobs)} jobs, ${rate(history.jobs)} a second. Pages that are open show them when they are loaded again.`,
  );
}

function readOrder(args: readonly string[]): Order {
  const { values } = parseArgs({
    // Node's reader wants a value with every option that may have one.
    args: args.map((arg) => (arg === "--extreme" ? `--extreme=${EXTREME_NAMES.join(",")}` : arg)),
    options: {
      jobs: { type: "string" },
      days: { type: "string" },
      seed: { type: "string" },
      extreme: { type: "string" },
    },
  });
  const extreme = values.extreme === undefined ? [] : extremeNames(values.extreme);
  if (extreme.length > 0 && values.jobs === undefined) return { history: undefined, extreme };
  const jobs = wholeNumber("--jobs", values.jobs, MOST_JOBS);
  const days = wholeNumber("--days", values.days ?? "30", MOST_DAYS);
  return { history: { jobs, days, seed: values.seed ?? "watchfloor" }, extreme };
}

function extremeNames(text: string): ExtremeName[] {
  return text.split(",").map((part) => {
    const name = EXTREME_NAMES.find((known) => known === part.trim());
    if (name === undefined) throw new UsageError(`--extreme takes ${EXTREME_NAMES.join(", ")}. Usage: ${USAGE}`);
    return name;
  });
}

function wholeNumber(name: string, text: string | undefined, most: number): number {
  const number = /^\d{1,9}$/.test(text ?? "") ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new UsageError(`${name} must be a whole number from 1 to ${count(most)}. Usage: ${USAGE}`);
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

class UsageError extends Error {}

try {
  await main();
} catch (error) {
  const told =
    error instanceof AppError ||
    error instanceof ConfigError ||
    error instanceof UsageError ||
    (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));
  console.error(told && error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
