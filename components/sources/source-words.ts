import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  ClockAlert,
  type LucideIcon,
  Trash2,
  Unplug,
} from "lucide-react";
import type { Source } from "../../lib/api/source-types.ts";
import { formatCount, formatMoment, formatQuantity, formatRoughDuration } from "../../lib/jobs/format.ts";
import type { Capabilities } from "../../lib/jobs/model.ts";
import { COUNT_PRESENTATION, type Tone } from "../../lib/jobs/presentation.ts";
import { type Backfill, conditionOf, type SourceCondition, type SourceHealth } from "../../lib/sources/health.ts";
import { BACKENDS, isBackendKind } from "../../lib/sources/kinds.ts";

/** How a source is, with what its health cannot say: that it is on its way out, or that nobody is asked. */
export type SourceStanding = SourceCondition | "removing" | "kept";

export interface StandingPresentation {
  word: string;
  /** One sentence for a tooltip. */
  meaning: string;
  tone: Tone;
  icon: LucideIcon;
}

export const STANDINGS: Record<SourceStanding, StandingPresentation> = {
  live: { word: "Live", meaning: "It answers, and its jobs are as it last told", tone: "completed", icon: CircleCheck },
  late: {
    word: "Late",
    meaning: "Its newest jobs were last read longer ago than they should have been",
    tone: "cancelling",
    icon: ClockAlert,
  },
  down: { word: "Down", meaning: "It could not be read several times in a row", tone: "failed", icon: CircleX },
  new: {
    word: "Not read yet",
    meaning: "It was connected, and has yet to be reached",
    tone: "queued",
    icon: CircleDashed,
  },
  paused: {
    word: "Paused",
    meaning: "It is not read until it is resumed; its jobs are as they were",
    tone: "cancelled",
    icon: CirclePause,
  },
  removing: {
    word: "Removing",
    meaning: "It is read no more; its jobs are being deleted",
    tone: "cancelled",
    icon: Trash2,
  },
  kept: {
    word: "Not connected",
    meaning: "Its jobs are only kept here; nobody is asked",
    tone: "unknown",
    icon: Unplug,
  },
};

/** How a source stands at a time; the server's word for it while there is no clock. The built-in engine is live as the console is. */
export function standingOf(source: Source, now: number | null): SourceStanding {
  const { kind, settings, health, paused, removedAt, condition } = source;
  if (removedAt !== null) return "removing";
  if (kind === "local") return "live";
  if (settings === null || health === null || condition === null) return "kept";
  return now === null ? condition : conditionOf(health, { paused, newestEvery: settings.newestEvery, now });
}

/** What a source is, as its vendor calls it. */
export function kindName(kind: string): string {
  if (kind === "local") return "Built-in engine";
  return isBackendKind(kind) ? BACKENDS[kind].name : kind;
}

const ACTIONS = [
  ["start", "started"],
  ["cancel", "cancelled"],
  ["retry", "retried"],
] as const;
const PARTS = [
  ["logs", "logs"],
  ["tasks", "tasks"],
  ["results", "results"],
] as const;

/** What a backend can do: `Its jobs can be started and cancelled, not retried. It gives logs and results, not tasks.` */
export function capabilitiesInWords(capabilities: Capabilities): string {
  const words = (names: typeof ACTIONS | typeof PARTS, wanted: boolean) =>
    names.filter(([name]) => capabilities[name] === wanted).map(([, word]) => word);
  const sentence = (begin: string, names: typeof ACTIONS | typeof PARTS, nothing: string) => {
    const can = words(names, true);
    const cannot = words(names, false);
    if (can.length === 0) return nothing;
    return `${begin} ${AND.format(can)}${cannot.length === 0 ? "" : `, not ${OR.format(cannot)}`}.`;
  };
  const actions = sentence("Its jobs can be", ACTIONS, "Its jobs can be watched only.");
  return `${actions} ${sentence("It gives", PARTS, "It gives neither logs nor tasks nor results.")}`;
}

const AND = new Intl.ListFormat("en-GB", { type: "conjunction" });
const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** All jobs of a source. */
export function jobsOf({ counts }: Source): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Which counts differ: `completed: 1,204 here, 1,210 there`; null when index and source agree, or were not compared. */
export function driftInWords({ drift }: SourceHealth): string | null {
  if (drift === null || drift.length === 0) return null;
  return drift
    .map(({ count, here, there }) => {
      return `${COUNT_PRESENTATION[count].word.toLowerCase()}: ${formatCount(here)} here, ${formatCount(there)} there`;
    })
    .join("; ");
}

/** How far the history was read, how fast, and how long it will take: all that can be told of it. */
export function backfillInWords({ startedAt, done, total }: Backfill, now: number | null): string {
  const read = total === null ? formatQuantity(done, "job") : `${formatCount(done)} of ${formatQuantity(total, "job")}`;
  const seconds = now === null ? 0 : (now - Date.parse(startedAt)) / 1000;
  if (seconds < 2 || done === 0) return read;
  const rate = done / seconds;
  const speed = `${formatCount(rate < 1 ? 1 : rate)} a second`;
  if (total === null || total <= done) return `${read} · ${speed}`;
  return `${read} · ${speed} · ${formatRoughDuration(((total - done) / rate) * 1000)} left`;
}

/** Null while nobody knows how many jobs there are. */
export function backfillPercent({ done, total }: Backfill): number | null {
  return total === null ? null : total === 0 ? 100 : (done / total) * 100;
}

/**
 * What to know of a source whose jobs are shown: that they are old, and how old; null when they are not. `clock` says a time as the
 * reader's clock does.
 */
export function ageInWords(source: Source, now: number): { standing: "down" | "late"; text: string } | null {
  const standing = standingOf(source, now);
  const { name, health } = source;
  if (health === null || (standing !== "down" && standing !== "late")) return null;
  const asOf =
    health.newestAt === null ? "its jobs were never read" : `its jobs are as of ${formatMoment(health.newestAt, now)}`;
  if (standing === "late") return { standing, text: `${name} is read late; ${asOf}.` };
  const since = health.lastSuccessAt === null ? "" : ` since ${formatMoment(health.lastSuccessAt, now)}`;
  return { standing, text: `${name} has not answered${since}; ${asOf}.` };
}
