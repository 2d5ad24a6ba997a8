import { expect, it } from "vitest";
import { onceDue } from "./once-due.ts";

const at = (clock: string) => `2026-11-22T${clock}:00.000Z`;

it.each([
  ["a job without a time of its own waits at once", "10:00", null, "10:00"],
  ["one whose time is to come does not wait for its turn yet", "10:00", "13:00", null],
  ["one whose time has come waits since then", "10:00", "11:00", "11:00"],
  ["at the very moment too", "10:00", "12:00", "12:00"],
  ["one that was queued after its time waits since it was queued", "11:30", "11:00", "11:30"],
])("%s", (_, queued, scheduled, since) => {
  const job = { scheduledAt: scheduled === null ? null : at(scheduled) };
  expect(onceDue(at(queued), job, at("12:00"))).toBe(since === null ? null : at(since));
  expect(onceDue(null, job, at("12:00"))).toBeNull();
});
