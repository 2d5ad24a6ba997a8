import { parseArgs } from "node:util";
import { ConfigError, loadConfig } from "../config.ts";
import { openDatabase } from "../db/open-database.ts";
import { AppError } from "../errors.ts";
import { seedStore } from "./seed-store.ts";

const MOST_JOBS = 20_000_000;
const MOST_DAYS = 3650;
const USAGE = "npm run seed -- --jobs N [--days D] [--seed TEXT]";

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run seed`: adds a made-up history to the configured store. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { jobs: { type: "string" }, days: { type: "string" }, seed: { type: "string" } },
  });
  const jobs = wholeNumber("--jobs", values.jobs, MOST_JOBS);
  const days = wholeNumber("--days", values.days ?? "30", MOST_DAYS);
  const config = loadConfig(process.env);
  const where =
    config.databaseUrl === undefined
      ? `the embedded store in ${config.dataDir}`
      : "the PostgreSQL server of DATABASE_URL";
  say(`Adding ${count(jobs)} made-up jobs of the last ${days} days to ${where}. What is there stays.`);
  const database = await openDatabase(config);
  try {
    const began = performance.now();
    let said = began;
    const rate = (stored: number) => count(Math.round((stored / (performance.now() - began)) * 1000));
    await seedStore(database.db, { jobs, days, seed: values.seed ?? "watchfloor", now: Date.now() }, (stored) => {
      if (performance.now() - said < 5000) return;
      said = performance.now();
      say(`  ${count(stored)} of ${count(jobs)}, ${rate(stored)} a second`);
    });
    say(
      `Stored ${count(jobs)} jobs, ${rate(jobs)} a second. Pages that are open show them when they are loaded again.`,
    );
  } finally {
    await database.close();
  }
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
