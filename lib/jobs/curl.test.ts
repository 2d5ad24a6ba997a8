import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { jobPath } from "../api/queries.ts";
import { curlOf } from "./curl.ts";

/** What a real shell makes of the command: its words, with `curl` standing for a program that prints them. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const printed = execFileSync("sh", ["-c", script], {
    env: { ...process.env, WATCHFLOOR_TOKEN: "secret token" },
    encoding: "utf8",
  });
  return printed.split("\0").slice(0, -1);
}

it.each([
  "1001",
  "it's; rm -rf ~ #",
  "$(touch /tmp/x)`id`",
  "a b\"c\\d'e''f",
  "[1-3]{a,b}?x=1&y=2#frag",
  "-X DELETE",
  "ümlaut 💥 \u202e",
  "%2e%2e/..",
])("is one address to a shell whatever the id is: %s", (id) => {
  const url = `http://localhost:3000${jobPath("local", id)}`;
  expect(wordsOf(curlOf({ method: "GET", url }))).toEqual(["-H", "Authorization: Bearer secret token", url]);
  expect(decodeURIComponent(url.slice(url.lastIndexOf("/") + 1))).toBe(id);
  expect(url).toMatch(/^[\x21-\x7e]+$/);
  expect(url).not.toMatch(/[[\]{}]/);
});

it("sends a body word for word", () => {
  const url = "http://localhost:3000/api/jobs/local/1/retry";
  const body = { config: { name: "it's $HOME `x` \\ \n \" !" } };
  expect(wordsOf(curlOf({ method: "POST", url, body }))).toEqual([
    ...["-X", "POST", "-H", "Authorization: Bearer secret token", "-H", "content-type: application/json"],
    ...["--data-raw", JSON.stringify(body), url],
  ]);
});

it("keeps the token out of what is copied", () => {
  expect(curlOf({ method: "GET", url: "http://x/" })).toBe(
    "curl \\\n  -H \"Authorization: Bearer $WATCHFLOOR_TOKEN\" \\\n  'http://x/'",
  );
});
