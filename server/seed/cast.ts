import { type AgentDefinition, agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import type { RunPart } from "../../lib/jobs/run-parts.ts";
import type { Random } from "./random.ts";

/** A backend of the seeded history: how much of the work it has, how it names jobs, and its own words for states. */
export interface SeedSource {
  id: string;
  kind: string;
  name: string;
  /** What it does not give of a run. */
  lacks?: readonly RunPart[];
  jobId(random: Random, place: number): string;
  words: { queued: string; executing: string; completed: string; failed: string; cancelled: string };
}

const LOCAL: SeedSource = {
  id: "local",
  kind: "local",
  name: "Built-in engine",
  jobId: (_, place) => String(place),
  words: { queued: "Queued", executing: "Executing", completed: "Completed", failed: "Failed", cancelled: "Cancelled" },
};
export const FOREIGN: readonly [SeedSource, ...SeedSource[]] = [
  {
    id: "agenty",
    kind: "agenty",
    name: "Agenty",
    lacks: ["tasks"],
    jobId: (_, place) => String(4_000_000 + place),
    words: { queued: "queued", executing: "running", completed: "completed", failed: "aborted", cancelled: "stopped" },
  },
  {
    id: "cluedin",
    kind: "cluedin",
    name: "CluedIn",
    lacks: ["tasks", "logs", "results"],
    jobId: (random) => random.uuid(),
    words: { queued: "10", executing: "20", completed: "60", failed: "80", cancelled: "70" },
  },
  {
    id: "sentimatrix",
    kind: "sentimatrix",
    name: "Sentimatrix",
    lacks: ["results"],
    jobId: (random) => `job_${random.hex(12)}`,
    words: {
      queued: "pending",
      executing: "running",
      completed: "completed",
      failed: "failed",
      cancelled: "cancelled",
    },
  },
  {
    id: "ai-connect",
    kind: "ai-connect",
    name: "AI Connect",
    lacks: ["logs"],
    jobId: (random) => random.uuid(),
    words: { queued: "WAITING", executing: "RUNNING", completed: "COMPLETED", failed: "FAILED", cancelled: "CANCELED" },
  },
];

/** An agent of the seeded history, and how its jobs usually go. */
export interface SeedAgent {
  source: SeedSource;
  id: string;
  name: string;
  type: string;
  /** Median run time in milliseconds, and how far it spreads. */
  runMs: number;
  spread: number;
  failing: number;
  cancelled: number;
  /** Share of its jobs that a schedule starts. */
  scheduled: number;
  priority: number;
  tags: string[];
  /** What it breaks of, as places in the list of errors. */
  errors: readonly number[];
  /** Only agents of the built-in engine have one. */
  definition: AgentDefinition | null;
}

const THINGS = "books prices invoices reviews contacts orders stock news tickets flights hotels recipes patents".split(
  " ",
);
const WHATS = "catalogue nightly delta export sync crawl check import backfill".split(" ");
const TAGS = "nightly prod eu us asia critical backfill finance legal marketing pilot gdpr vip slow-lane".split(" ");
const TYPES = ["scraping", "crawling", "changedetection", "mapmonitoring", "brandmonitoring"] as const;

/** Forty agents: every fourth of the built-in engine. The first ones have most of the work. */
export function makeAgents(random: Random, errorCount: number): SeedAgent[] {
  const agents: SeedAgent[] = [];
  for (let place = 0; place < 40; place++) {
    const source = place % 4 === 0 ? LOCAL : (FOREIGN[(place * 7 + (place >> 2)) % FOREIGN.length] ?? FOREIGN[0]);
    const name = `${THINGS[place % THINGS.length]}-${WHATS[(place + ((place / 13) | 0) * 4) % WHATS.length]}`;
    const tags = TAGS.filter(() => random.chance(0.12));
    const type = source === LOCAL ? "crawling" : random.pick(TYPES);
    agents.push({
      source,
      id: source === LOCAL ? `seed-${name}` : source.id === "agenty" ? random.hex(10) : random.uuid(),
      name,
      type,
      runMs: random.lognormal(60_000, 1.4),
      spread: 0.4 + random.next() * 0.6,
      failing: Math.min(0.45, random.lognormal(0.05, 0.9)),
      cancelled: Math.min(0.1, random.lognormal(0.02, 0.8)),
      scheduled: random.chance(0.7) ? 0.95 : 0.2,
      priority: random.chance(0.15) ? random.pick([5, 10, 20]) : 0,
      tags,
      errors: Array.from({ length: random.int(3, 9) }, () => Math.floor(random.next() ** 1.7 * errorCount)),
      definition: source === LOCAL ? definitionOf(name, tags) : null,
    });
  }
  return agents;
}

/** Crawls the console's own sample site, so that the jobs can be retried for real. */
function definitionOf(name: string, tags: string[]): AgentDefinition {
  return agentDefinitionSchema.parse({
    type: "crawling",
    name,
    startUrl: "/sample/index.html",
    maxDepth: 1,
    maxPages: 10,
    fields: [{ name: "title", selector: "h1" }],
    tags,
  });
}

export const PEOPLE: readonly [{ id: string; name: string }, ...{ id: string; name: string }[]] = [
  { id: "seed-ada", name: "Ada Okafor" },
  { id: "seed-jonas", name: "Jonas Lindqvist" },
  { id: "seed-mei", name: "Mei Tanaka" },
  { id: "seed-ruth", name: "Ruth Bergström" },
  { id: "seed-omar", name: "Omar Haddad" },
];
