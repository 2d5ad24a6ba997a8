import { describe, expect, it } from "vitest";
import type { Delivery, LiveEvent } from "./protocol.ts";
import { Subscription } from "./subscription.ts";

/** A subscription that has joined at revision 10, and what it was told and asked. */
function joined() {
  const told: number[] = [];
  const asked: number[] = [];
  let resyncs = 0;
  const subscription = new Subscription(
    "summary",
    10,
    {
      onEvents: (events) => told.push(...events.map((event) => (event.type === "newcomers" ? event.count : -1))),
      onResync: () => {
        resyncs++;
      },
    },
    () => asked.push(subscription.since),
  );
  subscription.asked();
  subscription.answered({ room: "summary", status: "joined", revision: 10, events: [] });
  return { subscription, told, asked, resyncs: () => resyncs };
}

function delivery(previous: number, revision: number, ...counts: number[]): Delivery {
  const events: LiveEvent[] = counts.map((count) => ({ type: "newcomers", count }));
  return { room: "summary", previous, revision, sentAt: "2026-11-22T10:00:00.000Z", events };
}

describe("subscription", () => {
  it("follows a chain of deliveries", () => {
    const { subscription, told, asked } = joined();
    subscription.delivered(delivery(10, 12, 1));
    subscription.delivered(delivery(12, 19, 2));
    expect(told).toEqual([1, 2]);
    expect(subscription.since).toBe(19);
    expect(asked).toEqual([]);
  });

  it("asks again from what it knows when a delivery does not follow on, and is told nothing until the answer", () => {
    const { subscription, told, asked } = joined();
    subscription.delivered(delivery(12, 14, 9));
    expect(asked).toEqual([10]);
    subscription.asked();
    subscription.delivered(delivery(14, 15, 3));
    expect(told).toEqual([]);
    subscription.answered({
      room: "summary",
      status: "joined",
      revision: 14,
      events: [{ type: "newcomers", count: 2 }],
    });
    expect(told).toEqual([2, 3]);
    expect(subscription.since).toBe(15);
  });

  it("leaves out what it already knows", () => {
    const { subscription, told } = joined();
    subscription.delivered(delivery(10, 12, 1));
    subscription.delivered(delivery(8, 12, 7));
    subscription.delivered(delivery(10, 11, 7));
    expect(told).toEqual([1]);
  });

  it("takes all parts of one step", () => {
    const { subscription, told, asked } = joined();
    subscription.delivered(delivery(10, 10, 1));
    subscription.delivered(delivery(10, 10, 2));
    subscription.delivered(delivery(10, 13, 3));
    expect(told).toEqual([1, 2, 3]);
    expect(subscription.since).toBe(13);
    expect(asked).toEqual([]);
  });

  it("goes forward with the feed while its room is quiet, and follows on from there", () => {
    const { subscription, told, asked } = joined();
    subscription.advanced(50);
    expect(subscription.since).toBe(50);
    subscription.delivered(delivery(10, 52, 4));
    expect(told).toEqual([4]);
    expect(asked).toEqual([]);
    subscription.advanced(40);
    expect(subscription.since).toBe(52);
  });

  it("does not go forward before its join is answered", () => {
    const { subscription } = joined();
    subscription.want();
    subscription.asked();
    subscription.advanced(50);
    expect(subscription.since).toBe(10);
  });

  it("waits after a resync until its data was fetched afresh", () => {
    const { subscription, told, asked, resyncs } = joined();
    subscription.want();
    subscription.asked();
    subscription.answered({ room: "summary", status: "resync", revision: 90 });
    expect(resyncs()).toBe(1);
    subscription.delivered(delivery(10, 91, 1));
    subscription.want();
    expect(asked).toEqual([10]);
    subscription.resume(95);
    expect(asked).toEqual([10, 95]);
    subscription.asked();
    subscription.answered({ room: "summary", status: "joined", revision: 92, events: [] });
    subscription.delivered(delivery(92, 97, 5));
    expect(told).toEqual([5]);
  });

  it("is told nothing and asks nothing once it has left", () => {
    const { subscription, told, asked } = joined();
    subscription.leave();
    subscription.delivered(delivery(10, 11, 1));
    subscription.resume(20);
    subscription.want();
    expect([told, asked]).toEqual([[], []]);
  });
});
