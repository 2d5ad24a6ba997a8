import { chromium, type Page } from "playwright";
import { CHROMIUM } from "../e2e/fixtures/chromium.ts";
import { ServerProcess } from "../e2e/fixtures/server-process.ts";
import { openDatabase } from "../server/db/open-database.ts";
import { makeManyTasks } from "../server/seed/extreme/tasks.ts";
import { makeEmbedded } from "../server/testing/temporary-database.ts";
import { distribution, type Measurement, type Scenario } from "./scenario.ts";

declare global {
  interface Window {
    /** How long each long task took that the benchmark has not counted yet. */
    seenTasks?: number[];
  }
}

const SIZES = [50_000, 100_000];
const OPENINGS = 5;
const SCROLL_MS = 4000;
const ZOOMS = 10;

/** What a run's tasks cost the browser: opening its page, scrolling the bars and the table, zooming; and what they weigh. */
export const waterfall: Scenario = {
  name: "waterfall",
  about: `A job's page with ${SIZES.map((size) => size.toLocaleString("en")).join(" and ")} tasks in Chromium: opening, scrolling, zooming, heap`,
  async run(say) {
    const made = await makeEmbedded();
    const database = await openDatabase(made.settings);
    for (const size of SIZES) await makeManyTasks(database.db, String(size), size);
    await database.close();
    say("seeded");
    const server = await ServerProcess.start({ dataDir: made.settings.dataDir });
    const browser = await chromium.launch(CHROMIUM);
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.addInitScript(watchTasks);
      await page.goto(server.signInLink ?? server.origin);
      await page.getByRole("button", { name: /sign in/i }).click();
      await page.waitForURL((url) => url.pathname !== "/sign-in");
      const measurements: Measurement[] = [];
      for (const size of SIZES) {
        say(`${size} tasks`);
        measurements.push(...(await measure(page, `${server.origin}/jobs/local/extreme-${size}?tab=tasks`, size)));
      }
      return measurements;
    } finally {
      await browser.close();
      await server.close();
      await made.remove();
    }
  },
};

async function measure(page: Page, address: string, size: number): Promise<Measurement[]> {
  const under = `${size.toLocaleString("en")} tasks`;
  const openings: number[] = [];
  const openingTasks: number[] = [];
  // The first opening loads the page's code.
  for (let opening = 0; opening <= OPENINGS; opening++) {
    await page.goto("about:blank");
    const from = performance.now();
    await page.goto(address, { waitUntil: "commit" });
    await page.getByRole("option", { name: /^Task 1 http/ }).waitFor();
    await page.locator("tr[data-task='1']").getByText("catalogue/1").waitFor();
    if (opening === 0) continue;
    openings.push(performance.now() - from);
    openingTasks.push(...(await longTasks(page)));
  }
  const bars = await scroll(page, "[role=listbox][aria-label='Tasks over time']");
  const table = await scroll(page, "div:has(> table[aria-label=Tasks])");
  await page.getByRole("listbox", { name: "Tasks over time" }).focus();
  await page.keyboard.press("Home");
  const zooms: number[] = [];
  for (let zoom = 0; zoom < ZOOMS; zoom++) zooms.push(await timeKey(page, zoom % 5 === 4 ? "0" : "+"));
  return [
    { what: "open: bars and table are there", under, figures: distribution(openings) },
    { what: "open: long tasks over 50 ms", under, figures: counted(openingTasks) },
    { what: "scroll the bars: time between frames", under, figures: distribution(bars.frames) },
    { what: "scroll the bars: long tasks", under, figures: counted(bars.tasks) },
    { what: "scroll the table: time between frames", under, figures: distribution(table.frames) },
    { what: "scroll the table: long tasks", under, figures: counted(table.tasks) },
    { what: "zoom: from the key to the next frame", under, figures: distribution(zooms) },
    { what: "heap in use", under, figures: { MB: ((await heapBytes(page)) / 1e6).toFixed(1) } },
  ];
}

function counted(tasks: readonly number[]): Record<string, string> {
  return { n: String(tasks.length), "max ms": tasks.length === 0 ? "–" : Math.max(...tasks).toFixed(1) };
}

/** Runs in the page, before its own code. */
function watchTasks() {
  const tasks: number[] = [];
  window.seenTasks = tasks;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  }).observe({ type: "longtask", buffered: true });
}

/** Takes the long tasks that were seen since it was last asked. */
async function longTasks(page: Page): Promise<number[]> {
  return await page.evaluate(() => window.seenTasks?.splice(0) ?? []);
}

/** Scrolls a region down, some screens a frame, and gives the time between frames and the long tasks. */
async function scroll(page: Page, selector: string): Promise<{ frames: number[]; tasks: number[] }> {
  const region = page.locator(selector);
  await region.scrollIntoViewIfNeeded();
  await longTasks(page);
  const frames = await region.evaluate(
    (element, length) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        const began = performance.now();
        let last = began;
        requestAnimationFrame(function frame(now) {
          seen.push(now - last);
          last = now;
          if (now - began > length) resolve(seen.slice(1));
          else {
            element.scrollTop += element.clientHeight * 2.3;
            if (element.scrollTop + element.clientHeight >= element.scrollHeight) element.scrollTop = 0;
            requestAnimationFrame(frame);
          }
        });
      }),
    SCROLL_MS,
  );
  return { frames, tasks: await longTasks(page) };
}

async function timeKey(page: Page, key: string): Promise<number> {
  const drawn = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        document.addEventListener(
          "keydown",
          () => {
            const pressed = performance.now();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
          },
          { once: true, capture: true },
        );
      }),
  );
  await page.evaluate(() => undefined);
  await page.keyboard.press(key);
  return await drawn;
}

async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("Performance.enable");
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
}
