import { expect, it } from "vitest";
import { describeTerm } from "./describe.ts";
import { parseFilter } from "./parse.ts";

it.each([
  ["state:failed", "State: Failed"],
  ["state:executing", "State: Executing only"],
  ["state:crawled,submitting", "State: Crawled, Submitting"],
  ["state:executing,executionCompleted,cancelling,submitting,queued", "State: Executing, Queued"],
  ["-agent:books", "Not agent: books"],
  ["agent:a,b,c,d,e", "Agent: a, b, c and 2 more"],
  ["by:me", "Started by: me"],
  ['error:"timed out"', "Error: timed out"],
  ["-retry-of:7", "Not retry of: 7"],
  ["books", "Text: books"],
  ['-"a b"', "Not text: a b"],
  ["created:>-24h", "Created: last 24 h"],
  ["created:1h30m", "Created: last 1 h 30 min"],
  ["updated:<-5m", "Updated: over 5 min ago"],
  ["created:today", "Created: today"],
  ["created:>=yesterday", "Created: from yesterday"],
  ["created:2026-11-20", "Created: 20 Nov 2026"],
  ["created:<2026-11", "Created: before Nov 2026"],
  ["created:>2026", "Created: after 2026"],
  ["created:2026-11-20..2026-11-21", "Created: 20 Nov 2026 – 21 Nov 2026"],
  ["created:-7d..-1d", "Created: 7 d ago – 24 h ago"],
  ["created:..2026-11-20T14:02", "Created: up to 20 Nov 2026, 14:02"],
  ["created:>=2026-11-20T14:02:11Z", "Created: from 20 Nov 2026, 15:02:11"],
  ["duration:>5m", "Duration: over 5 min"],
  ["queued:..250ms", "Queue time: at most 250 ms"],
  ["percent:<50", "Progress: under 50%"],
  ["attempt:2..3", "Attempt: 2 – 3"],
])("%s says: %s", (text, words) => {
  const { filter, problems } = parseFilter(text);
  expect(problems).toEqual([]);
  expect(filter.terms.map((term) => describeTerm(term, "Europe/Berlin"))).toEqual([words]);
});
