import { formatCount, formatQuantity, formatRoughDuration } from "../../lib/jobs/format.ts";
import { stepInWords } from "../../lib/post-processing/step-words.ts";
import { type AgentDraft, type FailWhen, readNumber } from "./agent-draft.ts";
import { pieces } from "./pieces.ts";
import { scheduleInWords } from "./schedule-words.ts";
import { stepOf } from "./step-draft.ts";

export const TYPE_WORDS = {
  scraping: { word: "Scraping", meaning: "Reads the pages that you list" },
  crawling: { word: "Crawling", meaning: "Follows links from a start page" },
} as const satisfies Record<AgentDraft["type"], { word: string; meaning: string }>;

export const FAIL_WORDS: Record<FailWhen, { title: string; meaning: string }> = {
  all: {
    title: "When no page succeeded",
    meaning: "Some failed pages leave a warning; if all failed, the job failed.",
  },
  any: { title: "At the first failed page", meaning: "The job ends there; what was found until then is kept." },
  none: { title: "Never because of pages", meaning: "Failed pages leave a warning, even when all of them failed." },
};

/** How many pages an agent visits and where, in one short line; empty while nothing is given. */
export function targetsInWords(draft: AgentDraft): string {
  if (draft.type === "crawling") {
    const start = draft.startUrl.trim();
    const most = readNumber(draft.numbers.maxPages);
    return start === "" ? "" : `up to ${quantity(most, "page")} from ${start}`;
  }
  const urls = pieces(draft.urls, "\n");
  const [url] = urls;
  const template = draft.pagesTemplate.trim();
  const from = readNumber(draft.numbers.pagesFrom);
  const to = readNumber(draft.numbers.pagesTo);
  const named = urls.length + (draft.hasPages && to >= from ? to - from + 1 : 0);
  const budget = readNumber(draft.numbers.pageBudget);
  const count = Number.isNaN(budget) ? named : Math.min(named, budget);
  if (count === 0) return "";
  if (count === 1) return url ?? template;
  const pages = formatQuantity(count, "page");
  return url === undefined ? `${pages} of ${template}` : `${pages}, the first ${url}`;
}

/** What an agent does, a sentence a point, while it is being written. */
export function agentInWords(draft: AgentDraft): string[] {
  const names = draft.fields.map((field) => field.name.trim()).filter((name) => name !== "");
  const key = draft.fields.filter((field) => field.inKey && field.name.trim() !== "").map((field) => field.name.trim());
  const item = draft.itemSelector.trim();
  return [
    visits(draft),
    names.length === 0 ? "" : `From each ${item === "" ? "page" : item} it takes ${shortList(names)}.`,
    names.length === 0
      ? ""
      : `An item is one found before when its ${key.length === 0 ? "fields are" : `${shortList(key)} ${key.length === 1 ? "is" : "are"}`} the same.`,
    draft.steps.length === 0
      ? ""
      : `Post-processing: ${shortList(draft.steps.map((step) => stepInWords(stepOf(step))))}.`,
    pace(draft),
    pageRetries(draft),
    attempts(draft),
    starts(draft),
  ].filter((sentence) => sentence !== "");
}

function visits(draft: AgentDraft): string {
  const targets = targetsInWords(draft);
  if (targets === "") return "";
  if (draft.type === "scraping") return `It reads ${targets}.`;
  const depth = readNumber(draft.numbers.maxDepth);
  if (depth === 0) return `It reads ${draft.startUrl.trim()} alone: a depth of 0 follows no link.`;
  return `It reads ${targets}, following links ${Number.isNaN(depth) ? "" : `${formatQuantity(depth, "step")} deep`}.`;
}

function pace(draft: AgentDraft): string {
  const delay = readNumber(draft.numbers.delayMs);
  if (Number.isNaN(delay)) return "";
  return delay === 0
    ? "It fetches one page after the other without a pause."
    : `It pauses ${seconds(delay)} between pages.`;
}

function pageRetries({ numbers }: AgentDraft): string {
  const retries = readNumber(numbers.taskRetries);
  const wait = readNumber(numbers.taskRetryDelaySeconds);
  if (!(retries > 0)) return "";
  const after = wait > 0 ? `, after ${formatRoughDuration(wait * 1000)}` : "";
  return `A page that fails for a reason that may pass is tried again up to ${formatQuantity(retries, "time")}${after}.`;
}

function attempts(draft: AgentDraft): string {
  const most = readNumber(draft.numbers.maxAttempts);
  const limit = readNumber(draft.numbers.timeLimitSeconds);
  if (Number.isNaN(most) || Number.isNaN(limit)) return "";
  const tries = most === 1 ? "A job that fails is not tried again" : `A job that fails is tried up to ${most} times`;
  return `${tries}; an attempt may take ${formatRoughDuration(limit * 1000)}.`;
}

function starts(draft: AgentDraft): string {
  if (!draft.enabled) return "It is paused: nobody can start it.";
  if (!draft.scheduled) return "It starts when somebody starts it.";
  const words = scheduleInWords(draft.cron, draft.timezone);
  return words === null ? `It starts by the schedule ${draft.cron.trim()}.` : `It starts ${words}.`;
}

function quantity(value: number, singular: string): string {
  return Number.isNaN(value) ? `– ${singular}s` : formatQuantity(value, singular);
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Number((milliseconds / 1000).toFixed(2))} s`;
}

const LISTED = 6;

function shortList(words: readonly string[]): string {
  if (words.length > LISTED)
    return `${words.slice(0, LISTED - 1).join(", ")} and ${formatCount(words.length - LISTED + 1)} more`;
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
