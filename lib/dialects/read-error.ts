import { isObject } from "./read-values.ts";

/** What a backend says of an error, in its own words. Null is what it does not say. */
export interface ToldError {
  message: string;
  /** Its name for the error: `CANNOT_CANCEL`. */
  code: string | null;
  /** The HTTP status that the body itself has. */
  status: number | null;
}

/** In the order of how much they tell. */
const MESSAGES = ["message", "detail", "error_description", "error", "errors", "title", "reason", "msg"];
const STATUSES = ["status", "status_code", "statuscode", "code"];

/**
 * Reads the error in an answer, in any form that backends are known to use: `{message}`, `{error}` as a text or an object,
 * `{detail, code}`, a list of what is wrong with each field, names in any case. Null when the body tells of none.
 */
export function readError(body: unknown): ToldError | null {
  if (!isObject(body)) return null;
  const fields = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
  const inner = isObject(fields.get("error")) ? readError(fields.get("error")) : null;
  const message = MESSAGES.map((name) => messageIn(fields.get(name))).find((text) => text !== null) ?? null;
  if (message === null) return null;
  const code = fields.get("code");
  const told = STATUSES.map((name) => fields.get(name)).find(isErrorStatus);
  return {
    message,
    code: typeof code === "string" && code !== "" ? code : (inner?.code ?? null),
    status: told ?? inner?.status ?? null,
  };
}

function messageIn(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value.trim();
  if (isObject(value)) return readError(value)?.message ?? null;
  if (!Array.isArray(value)) return null;
  const texts = value.map(aboutField).filter((text) => text !== null);
  return texts.length === 0 ? null : texts.join("; ");
}

/** One of several: `{"loc": ["body", "target_ids"], "msg": "…"}` names the field that it is about. */
function aboutField(item: unknown): string | null {
  const message = messageIn(item);
  const place = isObject(item) && Array.isArray(item.loc) ? item.loc.at(-1) : undefined;
  return message === null || typeof place !== "string" ? message : `${place}: ${message}`;
}

function isErrorStatus(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 400 && value <= 599;
}
