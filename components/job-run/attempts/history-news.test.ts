import { describe, expect, it } from "vitest";
import type { HistoryItem } from "../../../lib/api/job-types.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import type { LiveEvent } from "../../../lib/realtime/protocol.ts";
import { job } from "../testing/makers.ts";
import { NO_NEWS, newsBetween, newsWords, withEvent } from "./history-news.ts";

const own = job({ id: "5", agentId: "a", state: "Completed" });
const item = (id: string, some: Partial<HistoryItem> = {}): HistoryItem => ({ ...job({ id, agentId: "a" }), ...some });
const shown = { items: [item("4", { state: "Executing" }), item("5")], moreAfter: false };

const made = (id: string, some: Partial<JobRow> = {}): LiveEvent => ({
  type: "job-created",
  job: job({ id, agentId: "a", state: "Queued", createdAt: "2026-11-22T14:00:00.000Z", ...some }),
});
const ended = (id: string): LiveEvent => ({ type: "job", patch: { source: "local", id, version: 9, state: "Failed" } });
const heard = (events: readonly LiveEvent[], of = shown) =>
  newsWords(events.reduce((news, event) => withEvent(news, event, of, own), NO_NEWS));

describe("what is new of an agent's runs", () => {
  it("are runs made after this one, each once, and those shown that have ended", () => {
    expect(heard([])).toBeNull();
    expect(heard([made("6"), made("6")])).toBe("1 newer run");
    expect(heard([made("6"), made("7"), ended("4"), ended("4")])).toBe("2 newer runs, 1 has ended");
    expect(heard([ended("4")])).toBe("1 has ended");
  });

  it("are not those of other agents, older ones, those shown, this one, and what is not shown anyway", () => {
    expect(heard([made("6", { agentId: "b" }), made("3", { createdAt: "2020-01-01T00:00:00.000Z" })])).toBeNull();
    expect(heard([made("4"), ended("5"), ended("99")])).toBeNull();
    expect(heard([made("6"), made("7")], { ...shown, moreAfter: true })).toBeNull();
    expect(heard([{ type: "job", patch: { source: "local", id: "4", version: 3, percent: 4 } }])).toBeNull();
  });

  it("is found out after a gap by reading again", () => {
    const fresh = { items: [item("4", { state: "Failed" }), item("5"), item("6"), item("7")], moreAfter: false };
    expect(newsWords(newsBetween(shown, fresh, own))).toBe("2 newer runs, 1 has ended");
    expect(newsWords(newsBetween(shown, shown, own))).toBeNull();
  });
});
