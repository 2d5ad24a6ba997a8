import { errorOf, send } from "./client.ts";

/**
 * A text from the API as lines, taken apart while it arrives, so that no long text is gone through at one time. Throws
 * `ApiError`, also when it breaks off.
 */
export async function readLines(path: string, signal: AbortSignal): Promise<string[]> {
  const response = await send(path, { signal, credentials: "same-origin" });
  if (!response.ok) throw await errorOf(response);
  const lines: string[] = [];
  let rest = "";
  if (response.body === null) return [""];
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const [first = "", ...others] = part.value.split("\n");
    rest += first;
    for (const line of others) {
      lines.push(rest);
      rest = line;
    }
  }
  lines.push(rest);
  return lines;
}
