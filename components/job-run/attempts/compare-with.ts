/** Which run to compare with: of which job, and which attempt; null is its latest. */
export interface ComparedWith {
  source: string;
  id: string;
  attempt: number | null;
}

/** A run as the address has it: `local/1002`, `local/1002/2`. */
export function writeComparedWith({ source, id, attempt }: ComparedWith): string {
  const parts = [source, id].map((part) => encodeURIComponent(part));
  return [...parts, ...(attempt === null ? [] : [String(attempt)])].join("/");
}

/**
 * A run as somebody writes it: an id of the source at hand (`1002`, `#1002`), with its source and an attempt (`local/1002/2`),
 * or the link to a job's page, of which `?run=` is the attempt. Null when it is none of these.
 */
export function readComparedWith(text: string, source: string): ComparedWith | null {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > 2000) return null;
  const link = /^(?:https?:\/\/[^/]+)?\/jobs\/([^/?#]+)\/([^/?#]+)\/?(\?[^#]*)?(?:#.*)?$/i.exec(trimmed);
  if (link !== null) {
    const [, linkSource = "", id = "", search = ""] = link;
    return run(linkSource, id, new URLSearchParams(search).get("run"));
  }
  if (/[\s?]|:\/\//.test(trimmed)) return null;
  const parts = trimmed.replace(/^#/, "").split("/");
  if (parts.length === 1) return run(encodeURIComponent(source), parts[0] ?? "", null);
  if (parts.length > 3) return null;
  const [first = "", second = "", attempt = null] = parts;
  return run(first, second, attempt);
}

function run(source: string, id: string, attempt: string | null): ComparedWith | null {
  if (source === "" || id === "" || (attempt !== null && !/^[1-9]\d{0,8}$/.test(attempt))) return null;
  try {
    return {
      source: decodeURIComponent(source),
      id: decodeURIComponent(id),
      attempt: attempt === null ? null : Number(attempt),
    };
  } catch {
    return null;
  }
}
