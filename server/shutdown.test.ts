import { pino } from "pino";
import { expect, it } from "vitest";
import { createShutdown } from "./shutdown.ts";

const log = pino({ level: "silent" });

it("stops the parts in the reverse of the order in which they were started", async () => {
  const shutdown = createShutdown(log, 1000);
  const stopped: string[] = [];
  shutdown.onStop("database", () => stopped.push("database"));
  shutdown.onStop("engine", async () => {
    await Promise.resolve();
    stopped.push("engine");
  });
  shutdown.onStop("HTTP", () => stopped.push("HTTP"));
  expect(await shutdown.stop("test")).toBe(0);
  expect(stopped).toEqual(["HTTP", "engine", "database"]);
});

it("stops each part once, however often it is asked", async () => {
  const shutdown = createShutdown(log, 1000);
  let stops = 0;
  shutdown.onStop("part", () => {
    stops += 1;
  });
  const codes = await Promise.all([shutdown.stop("SIGTERM"), shutdown.stop("SIGINT")]);
  expect([...codes, await shutdown.stop("again")]).toEqual([0, 0, 0]);
  expect(stops).toBe(1);
  expect(shutdown.stopping).toBe(true);
});

it("goes on to the next part when one fails, and says so by its code", async () => {
  const shutdown = createShutdown(log, 1000);
  let databaseStopped = false;
  shutdown.onStop("database", () => {
    databaseStopped = true;
  });
  shutdown.onStop("broken", () => {
    throw new Error("cannot");
  });
  expect(await shutdown.stop("test")).toBe(1);
  expect(databaseStopped).toBe(true);
});

it("gives up on a part that never stops", async () => {
  const shutdown = createShutdown(log, 50);
  shutdown.onStop("hanging", () => new Promise(() => undefined));
  expect(await shutdown.stop("test")).toBe(1);
});
