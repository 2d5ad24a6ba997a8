import type { AgentDefinition } from "../api/agent-schema.ts";
import type { Params } from "./params.ts";

/** A place in an address where a parameter goes: `{{name}}`, or `{{name=default}}`. */
interface Placeholder {
  name: string;
  /** What stands there when the parameter is not given; null when it must be. */
  fallback: string | null;
}

/** Why a definition's placeholders cannot be, or cannot be filled: `field` is the place that is to blame. */
export interface PlaceholderProblem {
  field: string;
  message: string;
}

const MARK = /\{\{([^{}]*)\}\}/g;
const INSIDE = /^\s*([\p{L}_][\p{L}\p{N}_-]{0,63})\s*(?:=(.*))?$/su;
/** `{page}` is the number of a page range; the same name in double braces would be mistaken for it. */
const RESERVED = "page";

/** The addresses of a definition that may hold placeholders, by their paths. */
export function addressesOf(definition: AgentDefinition): [path: string, address: string][] {
  if (definition.type === "crawling") return [["startUrl", definition.startUrl]];
  const urls = definition.urls.map((url, place): [string, string] => [`urls.${place}`, url]);
  return definition.pages === undefined ? urls : [...urls, ["pages.template", definition.pages.template]];
}

/** What is wrong with how a definition writes its placeholders; null when nothing is. */
export function placeholderProblem(definition: AgentDefinition): PlaceholderProblem | null {
  for (const [field, address] of addressesOf(definition)) {
    for (const [text, inside = ""] of address.matchAll(MARK)) {
      const found = readInside(inside);
      if (found === null) return { field, message: `${text} is no placeholder; write {{name}} or {{name=default}}` };
      if (found.name === RESERVED) {
        return { field, message: `${text} cannot be a parameter: {page} is the number of the page` };
      }
      if (definition.schedule !== null && found.fallback === null) {
        const message = `a schedule gives no parameters: give ${text} a default, as in {{${found.name}=…}}`;
        return { field, message };
      }
    }
    const rest = address.replace(MARK, "");
    if (rest.includes("{{")) return { field, message: "{{ has no }} that ends the placeholder" };
  }
  return null;
}

/**
 * The definition with its parameters in its addresses, each percent-encoded, so that a value can add no part to an
 * address. Parameters that no address names change nothing.
 */
export function fillAddresses(definition: AgentDefinition, params: Params): AgentDefinition | PlaceholderProblem {
  for (const [path, address] of addressesOf(definition)) {
    for (const [text, inside = ""] of address.matchAll(MARK)) {
      const found = readInside(inside);
      if (found === null) continue;
      const { name, fallback } = found;
      const given = params.get(name);
      if (given === undefined && fallback === null) {
        return { field: `params.${name}`, message: `is missing: ${path} holds ${text}` };
      }
      if (given === null) {
        return { field: `params.${name}`, message: `must be a text, a number, true or false: ${path} holds ${text}` };
      }
    }
  }
  const fill = (address: string) => filled(address, params);
  if (definition.type === "crawling") return { ...definition, startUrl: fill(definition.startUrl) };
  const { pages } = definition;
  return {
    ...definition,
    urls: definition.urls.map(fill),
    ...(pages === undefined ? {} : { pages: { ...pages, template: fill(pages.template) } }),
  };
}

/** Whether `fillAddresses` found something wrong. */
export function isPlaceholderProblem(filled: AgentDefinition | PlaceholderProblem): filled is PlaceholderProblem {
  return "message" in filled;
}

function filled(address: string, params: Params): string {
  return address.replace(MARK, (text, inside: string) => {
    const found = readInside(inside);
    const value = found === null ? null : (params.get(found.name) ?? found.fallback);
    return value === null ? text : encodeURIComponent(value.toWellFormed());
  });
}

function readInside(inside: string): Placeholder | null {
  const [, name, fallback] = INSIDE.exec(inside) ?? [];
  return name === undefined ? null : { name, fallback: fallback ?? null };
}
