import { readFileSync } from "node:fs";

/** Sentimatrix's document, for tests that hold us to its own words. */
const document = readFileSync(new URL("../../../lib/dialects/sentimatrix/document.txt", import.meta.url), "utf8");

/** The text between a heading and the next one. In code, `# ` begins a comment. */
export function section(heading: string): string {
  return document.split(/^##+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
}

/** The examples of a section in JSON, the dots that stand for more left out. */
export function examples(heading: string): unknown[] {
  return code(heading, "json").map((json) => JSON.parse(json.replace(/,\s*\.\.\./g, "")));
}

/** The examples of a section in a language. */
export function code(heading: string, language: string): string[] {
  return [...section(heading).matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, text = ""]) => text,
  );
}

/** The rows of the tables of a section, cell by cell, without marks of code. */
export function table(heading: string): string[][] {
  return [...section(heading).matchAll(/^\|(.*)\|$/gm)]
    .map(([, row = ""]) => row.split("|").map((cell) => cell.trim().replaceAll("`", "")))
    .filter(([first = ""]) => !/^-+$/.test(first));
}

/** The call of a command of curl: `baseUrl` takes the place of the document's host. */
export function callOf(command: string, baseUrl: string): Request {
  const words = [...command.replaceAll("\\\n", " ").matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? "",
  );
  const after = (flag: string) => words.flatMap((word, place) => (word === flag ? (words[place + 1] ?? []) : []));
  const url = words.find((word) => word.startsWith("https://")) ?? "";
  const [body] = after("-d");
  return new Request(url.replace(/^https:\/\/[^/]+/, baseUrl), {
    method: after("-X")[0] ?? "GET",
    headers: after("-H").map((header): [string, string] => {
      const [, name = "", value = ""] = /^([^:]+):\s*(.*)$/.exec(header) ?? [];
      return [name, value];
    }),
    ...(body === undefined ? {} : { body }),
  });
}
