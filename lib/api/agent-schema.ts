import { z } from "zod";
import { findStepProblems } from "../post-processing/step-problems.ts";
import { stepsSchema } from "../post-processing/step-schema.ts";

/** A page address that a runner may be asked to fetch. A path alone means the console's own sample site. */
const address = z
  .string()
  .max(2048)
  .refine((text) => text.startsWith("/") || /^https?:\/\//i.test(text), "must start with http://, https:// or /");

const fieldSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\p{L}_][\p{L}\p{N}_ -]{0,63}$/u, "must start with a letter; up to 64 letters, digits, spaces, - or _"),
    /** CSS selector inside the item; left out, the item itself. */
    selector: z.string().max(500).optional(),
    /** What to take: the text, the inner HTML, or an attribute. */
    take: z.enum(["text", "html", "attribute"]).default("text"),
    attribute: z.string().max(100).optional(),
    /** A regular expression over what was taken; its first group, or else its whole match, is the value. */
    pattern: z.string().max(500).optional(),
    required: z.boolean().default(false),
  })
  .refine((field) => field.take !== "attribute" || field.attribute !== undefined, {
    path: ["attribute"],
    message: "name the attribute to take",
  });

const common = {
  name: z.string().trim().min(1).max(120),
  /** What programs call the agent by, in place of its id: an agent, a job type or a project of their API. */
  slug: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
      "must be up to 64 letters, digits, dots, - or _, and begin with no sign",
    )
    .optional(),
  enabled: z.boolean().default(true),
  /** CSS selector of one item on a page; left out, the page is one item. */
  itemSelector: z.string().max(500).optional(),
  fields: z.array(fieldSchema).min(1).max(50),
  /** Names of the fields that tell an item from another between runs; empty means all fields. */
  key: z.array(z.string()).max(10).default([]),
  /** Steps that make other rows of the items, one after another; both are kept. */
  postProcessing: stepsSchema.optional(),
  maxResultsPerTarget: z.int().min(1).max(10_000).default(1000),
  request: z
    .strictObject({
      /** Polite pause between two requests of one job, in milliseconds. */
      delayMs: z.int().min(0).max(60_000).default(250),
      timeoutMs: z.int().min(100).max(120_000).default(15_000),
    })
    .prefault({}),
  /** When failed pages fail the job. `none`: never; `any`: at the first; `all`: when no page succeeded. */
  failWhen: z.enum(["none", "any", "all"]).default("all"),
  priority: z.int().min(0).max(100).default(0),
  /** Jobs of this agent that may run at a time. */
  concurrency: z.int().min(1).max(16).default(1),
  /** Jobs that may be started in a day, by UTC, not counting those of a schedule and retries; left out, any number. */
  jobsPerDay: z.int().min(1).max(1_000_000).optional(),
  /** Attempts in all: 1 means no retry. */
  maxAttempts: z.int().min(1).max(10).default(1),
  /** Wait before the second attempt, in seconds; doubled for each one after. */
  retryDelaySeconds: z.int().min(0).max(3600).default(10),
  /** How often a page that failed for a reason that may pass is tried again; left out, never. */
  taskRetries: z.int().min(0).max(10).optional(),
  /** Wait before each of these tries, in seconds; left out, none. */
  taskRetryDelaySeconds: z.int().min(0).max(86_400).optional(),
  /** The longest that one attempt may be worked on, in seconds. Waiting for pages that are to be tried again is no work. */
  timeLimitSeconds: z.int().min(1).max(86_400).default(3600),
  schedule: z
    .strictObject({
      cron: z.string().trim().min(9).max(120),
      timezone: z.string().max(64).default("UTC"),
    })
    .nullable()
    .default(null),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
};

const scrapingSchema = z
  .strictObject({
    ...common,
    type: z.literal("scraping"),
    urls: z.array(address).max(10_000).default([]),
    /** `template` holds `{page}`, which is counted from `from` to `to`. */
    pages: z
      .strictObject({ template: address, from: z.int().min(0), to: z.int().min(0).max(1_000_000) })
      .refine((pages) => pages.template.includes("{page}"), { path: ["template"], message: "must contain {page}" })
      .refine((pages) => pages.to >= pages.from, { path: ["to"], message: "must not be less than from" })
      .optional(),
    pageBudget: z.int().min(1).max(100_000).default(1000),
  })
  .refine((agent) => agent.urls.length > 0 || agent.pages !== undefined, {
    path: ["urls"],
    message: "give at least one URL, or a page range in pages",
  });

const crawlingSchema = z.strictObject({
  ...common,
  type: z.literal("crawling"),
  startUrl: address,
  linkSelector: z.string().min(1).max(500).default("a[href]"),
  maxDepth: z.int().min(0).max(20).default(3),
  maxPages: z.int().min(1).max(100_000).default(500),
});

/** What an agent is told to do: the body of `POST /api/agents` and `PUT /api/agents/{id}`. */
export const agentDefinitionSchema = z
  .discriminatedUnion("type", [scrapingSchema, crawlingSchema])
  .superRefine((agent, context) => {
    for (const [place, name] of agent.key.entries()) {
      if (!agent.fields.some((field) => field.name === name)) {
        context.addIssue({ code: "custom", path: ["key", place], message: `no field is named "${name}"` });
      }
    }
    const names = agent.fields.map((field) => field.name);
    for (const { path, message } of findStepProblems(names, agent.postProcessing ?? [])) {
      const [place, ...part] = path.split(".");
      context.addIssue({ code: "custom", path: ["postProcessing", Number(place), ...part], message });
    }
    for (const [place, field] of agent.fields.entries()) {
      if (field.pattern === undefined) continue;
      try {
        new RegExp(field.pattern, "u");
      } catch {
        context.addIssue({
          code: "custom",
          path: ["fields", place, "pattern"],
          message: "is not a regular expression",
        });
      }
    }
  })
  .meta({
    id: "AgentDefinitionInput",
    outputId: "AgentDefinition",
    description: "What an agent is told to do. What may be left out has a default.",
  });

export type AgentDefinition = z.infer<typeof agentDefinitionSchema>;
export type AgentDefinitionInput = z.input<typeof agentDefinitionSchema>;
export type AgentField = z.infer<typeof fieldSchema>;
