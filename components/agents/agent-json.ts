import { type AgentDraft, definitionOf, type FieldDraft, NUMBERS, type NumberName, newDraft } from "./agent-draft.ts";
import { JsonProblem, type ObjectReader, readWhole } from "./json-reader.ts";
import { readStep } from "./step-draft.ts";

/** The definition that a form says, as JSON to read and edit. */
export function jsonOf(draft: AgentDraft): string {
  return JSON.stringify(definitionOf(draft), null, 2);
}

/**
 * Reads an edited definition into a form. What is left out gets what a new agent has, and what the form cannot hold is
 * refused rather than dropped; whether the values are good is for the form and the server to say.
 */
export function readJson(text: string): { draft: AgentDraft } | { problem: string } {
  try {
    return { draft: readWhole(JSON.parse(text), "", readDraft) };
  } catch (error) {
    if (error instanceof JsonProblem) return { problem: error.message };
    if (error instanceof SyntaxError) return { problem: `This is not JSON: ${error.message}` };
    throw error;
  }
}

function readDraft(from: ObjectReader): AgentDraft {
  const blank = newDraft();
  const number = (reader: ObjectReader, name: NumberName) => {
    const { path, initial } = NUMBERS[name];
    return String(reader.number(path.slice(path.lastIndexOf(".") + 1), initial));
  };
  const draft: AgentDraft = {
    ...blank,
    type: from.oneOf("type", ["scraping", "crawling"] as const),
    name: from.text("name", ""),
    slug: from.text("slug", ""),
    jobsPerDay: from.optionalNumber("jobsPerDay"),
    enabled: from.flag("enabled", true),
    itemSelector: from.text("itemSelector", ""),
    fields: readFields(from),
    steps: from.objects("postProcessing", readStep).map((step, place) => ({ ...step, uid: place + 1 })),
    failWhen: from.oneOf("failWhen", ["none", "any", "all"] as const, "all"),
    tags: from.texts("tags").join(", "),
  };
  const { numbers } = draft;
  const common = ["maxResultsPerTarget", "priority", "concurrency", "maxAttempts", "retryDelaySeconds"] as const;
  const ofType = draft.type === "scraping" ? (["pageBudget"] as const) : (["maxDepth", "maxPages"] as const);
  const ofPages = ["taskRetries", "taskRetryDelaySeconds"] as const;
  for (const name of [...common, ...ofPages, "timeLimitSeconds", ...ofType] as const)
    numbers[name] = number(from, name);
  from.object("request", (request) => {
    numbers.delayMs = number(request, "delayMs");
    numbers.timeoutMs = number(request, "timeoutMs");
  });
  from.object("schedule", (schedule) => {
    draft.scheduled = true;
    draft.cron = schedule.text("cron", "");
    draft.timezone = schedule.text("timezone", "UTC");
  });
  if (draft.type === "crawling") {
    draft.startUrl = from.text("startUrl", "");
    draft.linkSelector = from.text("linkSelector", blank.linkSelector);
    return draft;
  }
  draft.urls = from.texts("urls").join("\n");
  from.object("pages", (pages) => {
    draft.hasPages = true;
    draft.pagesTemplate = pages.text("template", "");
    numbers.pagesFrom = number(pages, "pagesFrom");
    numbers.pagesTo = number(pages, "pagesTo");
  });
  return draft;
}

function readFields(from: ObjectReader): FieldDraft[] {
  const key = from.texts("key");
  let uid = 0;
  const fields = from.objects("fields", (field) => {
    const name = field.text("name", "");
    return {
      uid: ++uid,
      name,
      selector: field.text("selector", ""),
      take: field.oneOf("take", ["text", "html", "attribute"] as const, "text"),
      attribute: field.text("attribute", ""),
      pattern: field.text("pattern", ""),
      required: field.flag("required", false),
      inKey: key.includes(name),
    };
  });
  for (const [place, name] of key.entries()) {
    if (!fields.some((field) => field.name === name)) {
      throw new JsonProblem(`key.${place}`, `no field is named "${name}"`);
    }
  }
  return fields;
}
