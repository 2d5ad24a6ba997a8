import { type JsonNode, readJson } from "../json/read-json.ts";

/**
 * A job's parameters by name. What can stand in an address is its text as it was written (numbers of any length stay
 * exact); objects, lists and null are null.
 */
export type Params = ReadonlyMap<string, string | null>;

const NO_PARAMS: Params = new Map();

/** Reads parameters from their JSON text; null is none. Gives what is wrong with the text instead, in words. */
export function readParams(text: string | null): Params | { problem: string } {
  if (text === null) return NO_PARAMS;
  const read = readJson(text);
  if ("fault" in read) {
    const { message, line, column } = read.fault;
    return { problem: `${message} (line ${line}, column ${column})` };
  }
  if (read.root.kind !== "object") return { problem: "must be an object: { … }" };
  return new Map([...read.root.members].map(([name, node]) => [name, textOf(text, node)]));
}

function textOf(text: string, { kind, from, to }: JsonNode): string | null {
  const written = text.slice(from, to);
  if (kind === "text") return JSON.parse(written) as string;
  return kind === "number" || kind === "boolean" ? written : null;
}

/** Whether `readParams` could read them. */
export function areParams(read: Params | { problem: string }): read is Params {
  return !("problem" in read);
}
