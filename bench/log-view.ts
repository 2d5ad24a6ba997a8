import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "playwright";
import { CHROMIUM } from "../e2e/fixtures/chromium.ts";
import { openDatabase } from "../server/db/open-database.ts";
import { EXTREME_LOG_LINES, makeLog } from "../server/seed/extreme/log.ts";
import { makeEmbedded, makeOnServer, type TestDatabase } from "../server/testing/temporary-database.ts";
import type { FromServer, ToServer } from "./live/messages.ts";
import { type Child, startChild } from "./live/processes.ts";
import { distribution, type Measurement, type Scenario } from "./scenario.ts";

const ROUNDS = 10;
const SCROLL_SECONDS = 10;
const LOG = "/jobs/local/extreme-log";
const LONG_TASK_MS = 50;

/** What a log of 200,000 lines costs the reader: to open, to scroll through, to search. */
export const logView: Scenario = {
  name: "log-view",
  about: `a log of ${EXTREME_LOG_LINES.toLocaleString("en")} lines in Chromium: opening, scrolling, searching, memory`,
  async run(say) {
    const measured: Measurement[] = [];
    for (const [database, make] of [
      ["embedded", makeEmbedded],
      ["PostgreSQL", makeOnServer],
    ] as const) {
      measured.push(...(await onDatabase(database, await make(), say)));
    }
    return measured;
  },
};

async function onDatabase(database: string, made: TestDatabase, say: (line: string) => void): Promise<Measurement[]> {
  const store = await openDatabase(made.settings);
  await makeLog(store.db);
  await store.close();
  const server: Child<ToServer, FromServer> = startChild(new URL("./live/server.ts", import.meta.url), {
    NODE_ENV: "production",
    PORT: "0",
    HOST: "127.0.0.1",
    DATA_DIR: made.settings.dataDir,
    DATABASE_URL: made.settings.databaseUrl ?? "",
    WATCHFLOOR_SAMPLES: "off",
    LOG_LEVEL: "warn",
    BENCH_JOBS: "0",
  });
  const browser = await chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, "--disable-gpu"] });
  try {
    const ready = await server.receive("ready");
    if (!ready.pages) {
      say("left out: there is no build, `npm run build` makes one");
      return [];
    }
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(ready.signInUrl);
    await page.getByRole("button", { name: /sign in/i }).click();
    await page.waitForURL((url) => url.pathname !== "/sign-in");
    say(`${database}: opening`);
    const opened = await open(page, ready.origin);
    say(`${database}: scrolling for ${SCROLL_SECONDS} s`);
    const scrolled = await scroll(page);
    say(`${database}: searching`);
    const searched = await search(page);
    return [...opened, ...scrolled, ...searched].map((each) => ({ ...each, under: `${database}${each.under}` }));
  } finally {
    await browser.close();
    await server.stop();
    await made.remove();
  }
}

async function open(page: Page, origin: string): Promise<Measurement[]> {
  const byAddress: number[] = [];
  const byTab: number[] = [];
  const byLine: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto(`${origin}${LOG}?tab=logs`);
    byAddress.push(await painted(page, 200_000, 0));
    await page.goto(`${origin}${LOG}?tab=logs&log-line=${100_000 + round}`);
    byLine.push(await painted(page, 100_000 + round, 0));
    await page.goto(`${origin}${LOG}?tab=attempts`);
    await page.getByRole("tab", { name: /^Logs/ }).waitFor();
    await page.locator('[data-phase="live"]').waitFor();
    const began = await page.evaluate(() => {
      const tab = [...document.querySelectorAll<HTMLElement>("[role=tab]")].find((each) =>
        each.textContent?.startsWith("Logs"),
      );
      const now = performance.now();
      tab?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, button: 0 }));
      tab?.focus();
      return now;
    });
    byTab.push(await painted(page, 200_000, began));
  }
  return [
    { what: "click on the tab → lines painted", under: "", figures: distribution(byTab) },
    { what: "address → lines painted, the whole page", under: "", figures: distribution(byAddress) },
    { what: "address of a line → it is painted", under: "", figures: distribution(byLine) },
  ];
}

/** When a line was painted, in ms since `from` of the page's clock, whose zero is when the page was asked for. */
async function painted(page: Page, seq: number, from: number): Promise<number> {
  return await page.evaluate(
    async ({ line, since }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      while (document.querySelector(`[role=log] [data-seq="${line}"] time`) === null) await frame();
      // The frame in which it was found is painted when the next one begins.
      await frame();
      return performance.now() - since;
    },
    { line: seq, since: from },
  );
}

async function scroll(page: Page): Promise<Measurement[]> {
  await page.getByRole("log").hover();
  const watch = await page.evaluateHandle(watchFrames);
  const end = performance.now() + SCROLL_SECONDS * 1000;
  // As a wheel does, up through the log; every second a jump to elsewhere, as the scroll bar does.
  for (let turn = 1; performance.now() < end; turn++) {
    await page.mouse.wheel(0, -240);
    if (turn % 60 === 0) {
      await page
        .getByRole("log")
        .evaluate((log, share) => log.scrollTo(0, log.scrollHeight * share), ((turn * 7) % 100) / 100);
    }
    await sleep(16);
  }
  const { frames, tasks } = await watch.evaluate((seen) => seen);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const rows = await page.getByRole("log").locator("[data-row]").count();
  return [
    { what: "time between frames while scrolling", under: "", figures: distribution(frames) },
    {
      what: `long tasks (over ${LONG_TASK_MS} ms) while scrolling`,
      under: "",
      figures: { n: String(tasks.length), "max ms": tasks.length === 0 ? "–" : Math.max(...tasks).toFixed(1) },
    },
    {
      what: "heap after scrolling",
      under: `, ${rows} rows in the page`,
      figures: { MB: (usedSize / 1_000_000).toFixed(1) },
    },
  ];
}

async function search(page: Page): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const [what, text, regex] of [
    ["a text of one line", "needle in the haystack", false],
    ["a text of 28,000 lines, the first 10,000", "retry", false],
    ["a pattern of one line", "needle (in|of) the \\w+", true],
    ["a pattern that backtracks without end", "(a+)+$", true],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      times.push(
        await page.evaluate(
          async ({ q, isRegex }) => {
            const began = performance.now();
            for (let after = 0; ; ) {
              const params = new URLSearchParams({ q, regex: String(isRegex), after: String(after) });
              const answer = await fetch(`/api/jobs/local/extreme-log/logs/matches?${params}`);
              const { to, stopped } = (await answer.json()) as { to: number; stopped: string | null };
              if (stopped !== "time") return performance.now() - began;
              after = to;
            }
          },
          { q: text, isRegex: regex },
        ),
      );
    }
    measured.push({ what: `search for ${what}`, under: "", figures: distribution(times) });
  }
  return measured;
}

/** Runs in the page. */
function watchFrames() {
  const seen = { tasks: [] as number[], frames: [] as number[] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.tasks.push(entry.duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  requestAnimationFrame(function frame(now) {
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  });
  return seen;
}
