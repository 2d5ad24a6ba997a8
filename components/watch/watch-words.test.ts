import { expect, it } from "vitest";
import { withBadge } from "./tab-title.tsx";
import { endInWords } from "./watch-words.ts";

it("the title gets one badge, however often it is put there, and loses it again", () => {
  expect(withBadge("Jobs", 2)).toBe("(2) Jobs");
  expect(withBadge(withBadge("Jobs", 2), 3)).toBe("(3) Jobs");
  expect(withBadge("(3) Jobs", 0)).toBe("Jobs");
  expect(withBadge("(not ours) Jobs", 0)).toBe("(not ours) Jobs");
});

it("says how a job ended", () => {
  const job = { name: "books", id: "7" };
  expect(endInWords(job, "Failed")).toBe("books #7 failed");
  expect(endInWords(job, "Completed")).toBe("books #7 completed");
  expect(endInWords(job, "Cancelled")).toBe("books #7 was cancelled");
  expect(endInWords(job, "Gone")).toBe("books #7 is no longer there");
});
