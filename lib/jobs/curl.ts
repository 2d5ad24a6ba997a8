/** A call to the console's API, to be written as a command. */
export interface ApiCall {
  method: "GET" | "POST";
  /** Absolute. */
  url: string;
  /** Sent as JSON. */
  body?: unknown;
}

/**
 * The call as a command of a POSIX shell. The token stays a variable of the reader's own shell, as in the docs, so that
 * what is copied can be shown around. Nothing in the address or the body can end its quotes.
 */
export function curlOf({ method, url, body }: ApiCall): string {
  const parts = [
    method === "GET" ? "curl" : `curl -X ${method}`,
    '-H "Authorization: Bearer $WATCHFLOOR_TOKEN"',
    ...(body === undefined
      ? []
      : ["-H 'content-type: application/json'", `--data-raw ${quoted(JSON.stringify(body))}`]),
    quoted(url),
  ];
  return parts.join(" \\\n  ");
}

/** One word of a POSIX shell: in single quotes everything stands for itself, but for the quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
