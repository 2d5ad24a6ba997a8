import type { CheerioAPI } from "cheerio";
import type { AgentDefinition, AgentField } from "../../../lib/api/agent-schema.ts";
import { baseOf, type ElementNode, type PageText, parseDocument, SelectorError, select } from "./document.ts";
import { elementText } from "./element-text.ts";
import { LONGEST_VALUE, matchPattern } from "./patterns.ts";

/** One item of a page: a value a field; null where there was nothing to take. */
export type Item = Record<string, string | null>;

/**
 * What came of a page. `matched` counts the elements that the item selector found, also those left out; `problems`
 * are warnings for the log. Of every other kind, `message` says why the page gave nothing.
 */
export type Extraction =
  | { kind: "items"; items: Item[]; problems: string[]; matched: number }
  | { kind: "no-match" | "bad-selector" | "unreadable"; message: string };

/** The parts of an agent's definition that extraction obeys. */
export type ExtractionRules = Pick<AgentDefinition, "itemSelector" | "fields" | "maxResultsPerTarget">;

/** Where the values of fields are taken from: an element, or the body of a page that has no elements. */
type Source = { document: CheerioAPI; element: ElementNode; base: string } | { text: string };

const count = new Intl.NumberFormat("en-US");

/** Takes the items from a page as an agent's definition says. Never throws for what a page or a definition holds. */
export function extractItems(page: PageText, rules: ExtractionRules): Extraction {
  try {
    const sources = findSources(page, rules);
    if ("kind" in sources) return sources;
    return takeItems(sources.slice(0, rules.maxResultsPerTarget), sources.length, rules);
  } catch (error) {
    if (error instanceof SelectorError) return { kind: "bad-selector", message: error.message };
    // Serialising and matching recurse; a page nested beyond the stack ends here.
    if (error instanceof RangeError) return { kind: "unreadable", message: "the page is nested too deeply to be read" };
    throw error;
  }
}

function findSources(page: PageText, rules: ExtractionRules): Source[] | Extraction {
  const itemSelector = given(rules.itemSelector);
  const document = parseDocument(page);
  if (document === null) {
    const selector = itemSelector ?? rules.fields.map((field) => given(field.selector)).find((text) => text !== null);
    if (selector === undefined || selector === null) return [{ text: page.body }];
    return { kind: "no-match", message: `the selector "${selector}" cannot be used on ${page.contentType}` };
  }
  const base = baseOf(document, page);
  const elements = itemSelector === null ? document.root().children().first() : select(document.root(), itemSelector);
  if (elements.length > 0) return elements.toArray().map((element) => ({ document, element, base }));
  const message =
    itemSelector === null ? "the page is empty" : `the selector "${itemSelector}" matched nothing on this page`;
  return { kind: "no-match", message };
}

function takeItems(sources: Source[], matched: number, rules: ExtractionRules): Extraction {
  const problems: string[] = [];
  if (matched > sources.length) {
    problems.push(`took the first ${count.format(sources.length)} of ${count.format(matched)} items on this page`);
  }
  const columns = rules.fields.map((field) => takeField(field, sources));
  for (const column of columns) problems.push(...column.problems);
  if (columns.every((column) => column.values.every((value) => value === null))) {
    if (!columns.some((column) => column.found)) return nothingFound(matched, rules);
    const reasons = columns.flatMap((column) => column.problems);
    return { kind: "no-match", message: `no value could be taken: ${reasons.join("; ")}` };
  }

  const items: Item[] = [];
  const lacking = new Map<string, number>();
  for (const place of sources.keys()) {
    const missing = columns.find(({ field, values }) => field.required && !values[place]);
    if (missing === undefined)
      items.push(Object.fromEntries(columns.map((c) => [c.field.name, c.values[place] ?? null])));
    else lacking.set(missing.field.name, (lacking.get(missing.field.name) ?? 0) + 1);
  }
  const lacks = [...lacking].map(([name, times]) => `${count.format(times)} without "${name}"`).join(", ");
  if (items.length === 0) {
    return { kind: "no-match", message: `every item on this page lacks a required field: ${lacks}` };
  }
  if (lacks !== "") problems.push(`left out items that lack a required field: ${lacks}`);
  return { kind: "items", items, problems, matched };
}

interface Column {
  field: AgentField;
  values: (string | null)[];
  /** Whether there was something to take, before the pattern. */
  found: boolean;
  problems: string[];
}

function takeField(field: AgentField, sources: Source[]): Column {
  const problems: string[] = [];
  const tell = (problem: string) => problems.push(`field "${field.name}": ${problem}`);
  const taken = sources.map((source) => take(field, source));
  if (taken.some((value) => value !== null && value.length > LONGEST_VALUE)) {
    tell(`cut after ${count.format(LONGEST_VALUE)} characters`);
  }
  const values = taken.map((value) => value?.slice(0, LONGEST_VALUE) ?? null);
  const found = values.some((value) => value !== null);
  const selector = given(field.selector);
  if (!found) tell(selector === null ? "nothing to take" : `the selector "${selector}" took nothing`);
  if (field.pattern === undefined || !found) return { field, values: values.map(storable), found, problems };

  const matches = matchPattern(field.pattern, values);
  if (matches.problem !== null) tell(matches.problem);
  else if (matches.values.every((value) => value === null)) tell("the pattern matched nothing");
  return { field, values: matches.values.map(storable), found, problems };
}

function take(field: AgentField, source: Source): string | null {
  if ("text" in source) return field.take === "attribute" ? null : source.text;
  const { document, base } = source;
  const selector = given(field.selector);
  const element = selector === null ? source.element : select(document(source.element), selector)[0];
  if (element === undefined) return null;
  switch (field.take) {
    case "text":
      return elementText(element);
    case "html":
      return document(element).html()?.trim() ?? null;
    case "attribute": {
      const value = document(element).attr(field.attribute ?? "");
      if (value === undefined) return null;
      const isAddress = /^(?:href|src)$/i.test(field.attribute ?? "");
      return isAddress ? (URL.parse(value.trim(), base)?.href ?? value.trim()) : value.trim();
    }
  }
}

function nothingFound(matched: number, rules: ExtractionRules): Extraction {
  const selectors = rules.fields.flatMap((field) => given(field.selector) ?? []).map((selector) => `"${selector}"`);
  const itemSelector = given(rules.itemSelector);
  const place =
    itemSelector === null ? "on this page" : `in the ${count.format(matched)} items that "${itemSelector}" found`;
  if (selectors.length === 0) return { kind: "no-match", message: `no field found anything ${place}` };
  const subject =
    selectors.length === 1 ? `the selector ${selectors[0]}` : `none of the selectors ${selectors.join(", ")}`;
  const verb = selectors.length === 1 ? "matched nothing" : "matched anything";
  return { kind: "no-match", message: `${subject} ${verb} ${place}` };
}

/** Forms send an empty text for a selector that was left out. */
function given(selector: string | undefined): string | null {
  return selector === undefined || selector.trim() === "" ? null : selector;
}

/** Without what a PostgreSQL text or a UTF-8 file cannot hold. */
function storable(value: string | null): string | null {
  return value === null ? null : value.replaceAll("\0", "").toWellFormed();
}
