import { ApiError } from "../../lib/api/client.ts";

/** What is wrong with what a form holds, by the path that the API would name: `fields.0.selector`. */
export type Problems = ReadonlyMap<string, string>;

/** Where the server saw something wrong, and what; null when it does not say where. */
export function refusedPlace(error: unknown): { path: string; message: string } | null {
  if (!(error instanceof ApiError) || error.field === null || error.field === "body") return null;
  const { field: path, message } = error;
  const said = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
  const place = /^(?:urls|tags|key|settings\.partitions)\.(\d+)$/.exec(path)?.[1];
  const text = place === undefined ? said : `number ${Number(place) + 1} ${said}`;
  return { path, message: capitalised(text) };
}

/** A sentence's beginning. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The problem of one place; a list's place has those of its entries too. */
export function problemAt(problems: Problems, path: string, isList = false): string | null {
  const own = problems.get(path);
  if (own !== undefined || !isList) return own ?? null;
  for (const [each, message] of problems)
    if (/^\d+$/.test(each.slice(path.length + 1)) && each.startsWith(`${path}.`)) return message;
  return null;
}

/** The id of the control for a path. */
export function controlId(path: string): string {
  return `field-${path.replace(/^(urls|tags|key|settings\.partitions)\.\d+$/, "$1").replaceAll(".", "-")}`;
}
