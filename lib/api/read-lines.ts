import { errorOf, send } from "./client.ts";

/** A text in lines, and how many characters it has in all. */
export interface TextInLines {
  lines: string[];
  characters: number;
}

/** So long it is worked at before the page has its turn, in milliseconds. */
const TURN_MS = 8;

/**
 * A text from the API as lines, taken apart while it arrives, so that no long text is gone through at one time. Throws
 * `ApiError`, also when it breaks off.
 */
export async function readLines(path: string, signal: AbortSignal): Promise<TextInLines> {
  const response = await send(path, { signal, credentials: "same-origin" });
  if (!response.ok) throw await errorOf(response);
  const lines: string[] = [];
  let rest = "";
  let characters = 0;
  if (response.body === null) return { lines: [""], characters };
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let turnEnds = performance.now() + TURN_MS;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    characters += part.value.length;
    const [first = "", ...others] = part.value.split("\n");
    rest += first;
    for (const line of others) {
      lines.push(rest);
      rest = line;
    }
    // What has arrived already is read without a pause, however much it is.
    if (performance.now() > turnEnds) {
      await new Promise((resolve) => setTimeout(resolve));
      turnEnds = performance.now() + TURN_MS;
    }
  }
  lines.push(rest);
  return { lines, characters };
}
