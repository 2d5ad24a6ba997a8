import { parseLenient } from "../../json/lenient-json.ts";

/** A call that Agenty's document shows. */
export interface DocumentedCall {
  title: string;
  method: string;
  /** The address below the host, with `{{JOB_ID}}` where an id goes. */
  path: string;
  /** Names of the parameters of the query. */
  params: string[];
  /** JSON text of the body to send; null for none. */
  body: string | null;
  /** The answer: JSON, or lines of a log. */
  answer: string;
}

/** The calls of the document, for tests that hold us to its own examples. */
export function readDocument(document: string): DocumentedCall[] {
  const [, ...sections] = document.split(/\r?\nEndpoint:\r?\n/);
  const before = document.split(/\r?\nEndpoint:\r?\n/);
  return sections.map((section, place) => {
    const [request = "", rest = ""] = section.split(/^Responses:$/m);
    const [table = "", sent = ""] = request.split(/^Body:$/m);
    const answer = rest.replace(/^\s*Status: .*$/m, "").trim();
    return {
      title: (before[place] ?? "").trim().split("\n").slice(-2)[0] ?? "",
      method: /^Method: (\w+)$/m.exec(section)?.[1] ?? "",
      path: /^URL: https:\/\/[^/]+(\S+)$/m.exec(section)?.[1] ?? "",
      params: [...(table.split("Query params:")[1] ?? "").matchAll(/^(\w+) \| /gm)]
        .map(([, name = ""]) => name)
        .filter((name) => name !== "Key"),
      body: sent.trim() === "" ? null : sent.trim(),
      answer: answer.startsWith("{") ? firstObject(answer) : answer.split("\n").filter(isLogLine).join("\n"),
    };
  });
}

/** The calls of the SDK's page with their answers. Its dots mean that more follows. */
export function readSdkPage(page: string): { call: string; answer: unknown }[] {
  return [...page.matchAll(/agenty\.jobs\.(\w+)\([\s\S]*?```json\n([\s\S]*?)```/g)].map(([, call = "", json = ""]) => ({
    call,
    answer: parseLenient(json.replace(/,\s*\.\.\./g, "")),
  }));
}

function isLogLine(line: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(line);
}

function firstObject(text: string): string {
  const lines = text.split("\n");
  for (let end = 1; end <= lines.length; end++) {
    const candidate = lines.slice(0, end).join("\n");
    if (lines[end - 1] !== "}") continue;
    try {
      JSON.parse(candidate);
      return candidate;
    } catch {
      // The object goes on.
    }
  }
  throw new Error(`No object in ${text.slice(0, 40)}`);
}
