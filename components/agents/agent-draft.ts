import type { AgentDefinition, AgentDefinitionInput, AgentField } from "../../lib/api/agent-schema.ts";
import { pieces } from "./pieces.ts";
import { type StepDraft, stepDraftOf, stepOf } from "./step-draft.ts";

export type AgentType = AgentDefinition["type"];
export type FailWhen = AgentDefinition["failWhen"];

/** The whole numbers of a definition: where each stands in it, its bounds, and what a new agent has. */
export const NUMBERS = {
  pagesFrom: { path: "pages.from", min: 0, max: 1_000_000, initial: 1 },
  pagesTo: { path: "pages.to", min: 0, max: 1_000_000, initial: 10 },
  pageBudget: { path: "pageBudget", min: 1, max: 100_000, initial: 1000 },
  maxDepth: { path: "maxDepth", min: 0, max: 20, initial: 3 },
  maxPages: { path: "maxPages", min: 1, max: 100_000, initial: 500 },
  maxResultsPerTarget: { path: "maxResultsPerTarget", min: 1, max: 10_000, initial: 1000 },
  delayMs: { path: "request.delayMs", min: 0, max: 60_000, initial: 250 },
  timeoutMs: { path: "request.timeoutMs", min: 100, max: 120_000, initial: 15_000 },
  taskRetries: { path: "taskRetries", min: 0, max: 10, initial: 0 },
  taskRetryDelaySeconds: { path: "taskRetryDelaySeconds", min: 0, max: 86_400, initial: 0 },
  priority: { path: "priority", min: 0, max: 100, initial: 0 },
  concurrency: { path: "concurrency", min: 1, max: 16, initial: 1 },
  maxAttempts: { path: "maxAttempts", min: 1, max: 10, initial: 1 },
  retryDelaySeconds: { path: "retryDelaySeconds", min: 0, max: 3600, initial: 10 },
  timeLimitSeconds: { path: "timeLimitSeconds", min: 1, max: 86_400, initial: 3600 },
} as const satisfies Record<string, { path: string; min: number; max: number; initial: number }>;

export type NumberName = keyof typeof NUMBERS;
export const NUMBER_NAMES = Object.keys(NUMBERS) as NumberName[];

export interface FieldDraft {
  /** Tells the field from the others while it is renamed and moved. */
  uid: number;
  name: string;
  selector: string;
  take: AgentField["take"];
  attribute: string;
  pattern: string;
  required: boolean;
  /** Whether it is one of those that tell an item from another between runs. */
  inKey: boolean;
}

/** A definition as it is typed: every text may be half-written, and both types keep what was typed for them. */
export interface AgentDraft {
  type: AgentType;
  name: string;
  /** Empty where programs use the agent's id. */
  slug: string;
  /** Empty for any number. */
  jobsPerDay: string;
  enabled: boolean;
  /** One address a line. */
  urls: string;
  hasPages: boolean;
  pagesTemplate: string;
  startUrl: string;
  linkSelector: string;
  itemSelector: string;
  fields: FieldDraft[];
  steps: StepDraft[];
  failWhen: FailWhen;
  scheduled: boolean;
  cron: string;
  timezone: string;
  /** With commas between. */
  tags: string;
  numbers: Record<NumberName, string>;
}

const EMPTY_FIELD: Omit<FieldDraft, "uid"> = {
  name: "",
  selector: "",
  take: "text",
  attribute: "",
  pattern: "",
  required: false,
  inKey: false,
};

/** A field with nothing in it yet, to stand among others. */
export function newField(others: readonly FieldDraft[]): FieldDraft {
  return { ...EMPTY_FIELD, uid: 1 + Math.max(0, ...others.map((field) => field.uid)) };
}

/** What the form of a new agent begins with. */
export function newDraft(): AgentDraft {
  return {
    type: "scraping",
    name: "",
    slug: "",
    jobsPerDay: "",
    enabled: true,
    urls: "",
    hasPages: false,
    pagesTemplate: "",
    startUrl: "",
    linkSelector: "a[href]",
    itemSelector: "",
    fields: [newField([])],
    steps: [],
    failWhen: "all",
    scheduled: false,
    cron: "0 * * * *",
    timezone: "UTC",
    tags: "",
    numbers: writeNumbers((name) => NUMBERS[name].initial),
  };
}

/** The form for a definition. */
export function draftOf(definition: AgentDefinition): AgentDraft {
  const blank = newDraft();
  const given: { [Name in NumberName]?: number | undefined } = { ...definition, ...definition.request };
  if (definition.type === "scraping" && definition.pages !== undefined) {
    given.pagesFrom = definition.pages.from;
    given.pagesTo = definition.pages.to;
  }
  return {
    ...blank,
    ...(definition.type === "scraping"
      ? {
          urls: definition.urls.join("\n"),
          hasPages: definition.pages !== undefined,
          pagesTemplate: definition.pages?.template ?? "",
        }
      : { startUrl: definition.startUrl, linkSelector: definition.linkSelector }),
    type: definition.type,
    name: definition.name,
    slug: definition.slug ?? "",
    jobsPerDay: definition.jobsPerDay === undefined ? "" : String(definition.jobsPerDay),
    enabled: definition.enabled,
    itemSelector: definition.itemSelector ?? "",
    fields: definition.fields.map(({ selector = "", attribute = "", pattern = "", ...field }, place) => {
      const inKey = definition.key.includes(field.name);
      return { ...field, uid: place + 1, selector, attribute, pattern, inKey };
    }),
    steps: (definition.postProcessing ?? []).map(stepDraftOf),
    failWhen: definition.failWhen,
    scheduled: definition.schedule !== null,
    cron: definition.schedule?.cron ?? blank.cron,
    timezone: definition.schedule?.timezone ?? blank.timezone,
    tags: definition.tags.join(", "),
    numbers: writeNumbers((name) => given[name] ?? NUMBERS[name].initial),
  };
}

/** The definition that a form says, its texts trimmed. A number that cannot be read is NaN: look for problems first. */
export function definitionOf(draft: AgentDraft): AgentDefinitionInput {
  const number = (name: NumberName) => readNumber(draft.numbers[name]);
  const common = {
    name: draft.name.trim(),
    ...given("slug", draft.slug),
    ...(draft.jobsPerDay.trim() === "" ? {} : { jobsPerDay: readNumber(draft.jobsPerDay) }),
    enabled: draft.enabled,
    ...given("itemSelector", draft.itemSelector),
    fields: draft.fields.map((field) => ({
      name: field.name.trim(),
      ...given("selector", field.selector),
      take: field.take,
      ...(field.take === "attribute" ? given("attribute", field.attribute) : {}),
      ...(field.pattern === "" ? {} : { pattern: field.pattern }),
      required: field.required,
    })),
    key: draft.fields.filter((field) => field.inKey).map((field) => field.name.trim()),
    ...(draft.steps.length === 0 ? {} : { postProcessing: draft.steps.map(stepOf) }),
    maxResultsPerTarget: number("maxResultsPerTarget"),
    request: { delayMs: number("delayMs"), timeoutMs: number("timeoutMs") },
    ...unlessNone("taskRetries", number("taskRetries")),
    ...unlessNone("taskRetryDelaySeconds", number("taskRetryDelaySeconds")),
    failWhen: draft.failWhen,
    priority: number("priority"),
    concurrency: number("concurrency"),
    maxAttempts: number("maxAttempts"),
    retryDelaySeconds: number("retryDelaySeconds"),
    timeLimitSeconds: number("timeLimitSeconds"),
    schedule: draft.scheduled ? { cron: draft.cron.trim(), timezone: draft.timezone.trim() } : null,
    tags: pieces(draft.tags, ","),
  };
  if (draft.type === "crawling") {
    return {
      type: "crawling",
      ...common,
      startUrl: draft.startUrl.trim(),
      linkSelector: draft.linkSelector.trim(),
      maxDepth: number("maxDepth"),
      maxPages: number("maxPages"),
    };
  }
  const pages = { template: draft.pagesTemplate.trim(), from: number("pagesFrom"), to: number("pagesTo") };
  return {
    type: "scraping",
    ...common,
    urls: pieces(draft.urls, "\n"),
    ...(draft.hasPages ? { pages } : {}),
    pageBudget: number("pageBudget"),
  };
}

/** A whole number as it is typed; NaN when it is none. */
export function readNumber(text: string): number {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
}

function writeNumbers(value: (name: NumberName) => number): Record<NumberName, string> {
  return Object.fromEntries(NUMBER_NAMES.map((name) => [name, String(value(name))])) as Record<NumberName, string>;
}

function unlessNone<Name extends string>(name: Name, amount: number): Partial<Record<Name, number>> {
  return amount === 0 ? {} : ({ [name]: amount } as Record<Name, number>);
}

function given<Name extends string>(name: Name, text: string): Partial<Record<Name, string>> {
  return text.trim() === "" ? {} : ({ [name]: text.trim() } as Record<Name, string>);
}
