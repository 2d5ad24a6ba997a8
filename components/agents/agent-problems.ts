import { formatCount } from "../../lib/jobs/format.ts";
import { findStepProblems } from "../../lib/post-processing/step-problems.ts";
import { capitalised, type Problems } from "../ui/problems.ts";
import { type AgentDraft, type FieldDraft, NUMBERS, type NumberName, readNumber } from "./agent-draft.ts";
import { pieces } from "./pieces.ts";
import { cronProblem } from "./schedule-words.ts";
import { stepOf } from "./step-draft.ts";

const LONGEST_NAME = 120;
const MOST_TAGS = 20;
const LONGEST_TAG = 40;
const MOST_KEY_FIELDS = 10;
/** The most fields that an agent may have. */
export const MOST_FIELDS = 50;
const SLUG = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MOST_A_DAY = 1_000_000;
const FIELD_NAME = /^[\p{L}_][\p{L}\p{N}_ -]{0,63}$/u;

/** What can be told to be wrong without asking the server. Selectors and time zones are left to it. */
export function findProblems(draft: AgentDraft): Problems {
  const problems = new Map<string, string>();
  const note = (path: string, message: string | null) => {
    if (message !== null && !problems.has(path)) problems.set(path, message);
  };
  const name = draft.name.trim();
  if (name === "") note("name", "Give the agent a name");
  else if (name.length > LONGEST_NAME) note("name", `Use at most ${LONGEST_NAME} characters`);

  if (draft.slug.trim() !== "" && !SLUG.test(draft.slug.trim())) {
    note("slug", "Use up to 64 letters, digits, dots, - or _, and begin with a letter or a digit");
  }
  if (
    draft.jobsPerDay.trim() !== "" &&
    !(readNumber(draft.jobsPerDay) >= 1 && readNumber(draft.jobsPerDay) <= MOST_A_DAY)
  ) {
    note("jobsPerDay", `Must be a whole number from 1 to ${formatCount(MOST_A_DAY)}, or empty`);
  }
  if (draft.type === "scraping") noteTargets(draft, note);
  else {
    note("startUrl", addressProblem(draft.startUrl));
    if (draft.linkSelector.trim() === "") note("linkSelector", "Say which links to follow; a[href] is all of them");
  }
  for (const [place, field] of draft.fields.entries()) noteField(draft.fields, place, field, note);
  if (draft.fields.length === 0) note("fields", "Add at least one field");
  if (draft.fields.filter((field) => field.inKey).length > MOST_KEY_FIELDS) {
    note("key", `At most ${MOST_KEY_FIELDS} fields can tell items apart`);
  }
  for (const { path, message } of findStepProblems(fieldNames(draft), draft.steps.map(stepOf))) {
    note(`postProcessing.${path}`, capitalised(message));
  }
  for (const number of numbersOf(draft)) note(NUMBERS[number].path, numberProblem(number, draft.numbers[number]));
  if (draft.scheduled) {
    note("schedule.cron", cronProblem(draft.cron));
    if (draft.timezone.trim() === "") note("schedule.timezone", "Name a time zone, like Europe/Berlin");
  }
  const tags = pieces(draft.tags, ",");
  if (tags.length > MOST_TAGS) note("tags", `Use at most ${MOST_TAGS} tags`);
  const longTag = tags.find((tag) => tag.length > LONGEST_TAG);
  if (longTag !== undefined) note("tags", `“${longTag}” is over ${LONGEST_TAG} characters long`);
  return problems;
}

/** The names of the fields that have one. */
export function fieldNames({ fields }: AgentDraft): string[] {
  return fields.map((field) => field.name.trim()).filter((name) => name !== "");
}

type Note = (path: string, message: string | null) => void;

function noteTargets(draft: AgentDraft, note: Note): void {
  const urls = pieces(draft.urls, "\n");
  if (urls.length === 0 && !draft.hasPages) note("urls", "Give at least one address, or a range of pages");
  const wrong = urls.find((url) => addressProblem(url) !== null);
  if (wrong !== undefined) note("urls", `${wrong} must start with http://, https:// or /`);
  if (!draft.hasPages) return;
  note("pages.template", addressProblem(draft.pagesTemplate));
  if (!draft.pagesTemplate.includes("{page}")) note("pages.template", "Put {page} where the number goes");
  const from = readNumber(draft.numbers.pagesFrom);
  const to = readNumber(draft.numbers.pagesTo);
  if (to < from) note("pages.to", "Must not be less than the first page");
}

function noteField(fields: readonly FieldDraft[], place: number, field: FieldDraft, note: Note): void {
  const name = field.name.trim();
  const isSame = (other: FieldDraft) => other.name.trim() === name;
  if (name === "") note(`fields.${place}.name`, "Name the field");
  else if (!FIELD_NAME.test(name)) {
    note(`fields.${place}.name`, "Start with a letter; use up to 64 letters, digits, spaces, - or _");
  } else if (fields.findIndex(isSame) < place) note(`fields.${place}.name`, "Another field has this name");
  if (field.take === "attribute" && field.attribute.trim() === "") {
    note(`fields.${place}.attribute`, "Name the attribute to take");
  }
  try {
    new RegExp(field.pattern, "u");
  } catch {
    note(`fields.${place}.pattern`, "This is not a regular expression");
  }
}

/** The numbers that count for what is chosen. */
function numbersOf(draft: AgentDraft): NumberName[] {
  const both = [
    "maxResultsPerTarget",
    "delayMs",
    "timeoutMs",
    "taskRetries",
    "taskRetryDelaySeconds",
    "priority",
    "concurrency",
    "maxAttempts",
    "retryDelaySeconds",
    "timeLimitSeconds",
  ] as const;
  if (draft.type === "crawling") return ["maxDepth", "maxPages", ...both];
  return [...(draft.hasPages ? (["pagesFrom", "pagesTo"] as const) : []), "pageBudget", ...both];
}

function numberProblem(name: NumberName, text: string): string | null {
  const { min, max } = NUMBERS[name];
  const value = readNumber(text);
  return value >= min && value <= max ? null : `Must be a whole number from ${min} to ${formatCount(max)}`;
}

function addressProblem(text: string): string | null {
  const address = text.trim();
  if (address === "") return "Give an address";
  return address.startsWith("/") || /^https?:\/\//i.test(address) ? null : "Must start with http://, https:// or /";
}

/** What the form calls a part of a step, where that is another word than the definition's. */
const STEP_LABELS: Record<string, string> = {
  from: "field",
  to: "new name",
  by: "fields",
  decimal: "decimal mark",
};

const LABELS: Record<string, string> = {
  name: "Name",
  slug: "Id for programs",
  jobsPerDay: "Starts a day",
  urls: "Addresses",
  "pages.template": "Address of the pages",
  "pages.from": "First page",
  "pages.to": "Last page",
  pageBudget: "Page budget",
  startUrl: "Start address",
  linkSelector: "Links to follow",
  maxDepth: "Depth",
  maxPages: "Pages at most",
  itemSelector: "Items",
  fields: "Fields",
  key: "Fields that tell items apart",
  postProcessing: "Steps",
  maxResultsPerTarget: "Items a page at most",
  "request.delayMs": "Pause",
  "request.timeoutMs": "Timeout",
  taskRetries: "Retries of a page",
  taskRetryDelaySeconds: "Wait before a page's retry",
  priority: "Priority",
  concurrency: "Jobs at a time",
  maxAttempts: "Attempts",
  retryDelaySeconds: "Wait before a retry",
  timeLimitSeconds: "Time limit",
  "schedule.cron": "Schedule",
  "schedule.timezone": "Time zone",
  tags: "Tags",
};

/** What the form calls the place that a path names: `Field 2, pattern`. */
export function placeName(path: string): string {
  const [, place, part] = /^fields\.(\d+)(?:\.(\w+))?/.exec(path) ?? [];
  if (place !== undefined) return `Field ${Number(place) + 1}${part === undefined ? "" : `, ${part}`}`;
  const [, step, ofStep] = /^postProcessing\.(\d+)(?:\.(\w+))?/.exec(path) ?? [];
  if (step !== undefined)
    return `Step ${Number(step) + 1}${ofStep === undefined ? "" : `, ${STEP_LABELS[ofStep] ?? ofStep}`}`;
  return LABELS[path] ?? LABELS[path.replace(/\.\d+$/, "")] ?? path;
}
