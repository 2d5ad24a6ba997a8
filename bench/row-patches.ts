import { chromium, type Page } from "playwright";
import { CHROMIUM } from "../e2e/fixtures/chromium.ts";
import { makeEmbedded } from "../server/testing/temporary-database.ts";
import type { FromServer, ToServer } from "./live/messages.ts";
import { type Child, startChild } from "./live/processes.ts";
import { distribution, type Measurement, type Scenario } from "./scenario.ts";

const ROWS = 200;
const PATCHES_PER_SECOND = 500;
const WARM_UP_SECONDS = 3;
const SECONDS = 15;

/** What a page of 200 rows costs the browser while they change: long tasks, and the time between frames. */
export const rowPatches: Scenario = {
  name: "row-patches",
  about: `${PATCHES_PER_SECOND} row patches a second on a page of ${ROWS} rows in Chromium: long tasks and frames`,
  async run(say) {
    const made = await makeEmbedded();
    const server: Child<ToServer, FromServer> = startChild(new URL("./live/server.ts", import.meta.url), {
      NODE_ENV: "production",
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: made.settings.dataDir,
      DATABASE_URL: "",
      WATCHFLOOR_SAMPLES: "off",
      LOG_LEVEL: "warn",
      BENCH_JOBS: String(ROWS),
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
      await page.goto(`${ready.origin}/jobs?size=${ROWS}`);
      await page
        .locator("tr[data-job]")
        .nth(ROWS - 1)
        .waitFor();
      await page.locator('[data-phase="live"]').waitFor();
      await patch(server, WARM_UP_SECONDS);
      return await measure(page, server);
    } finally {
      await browser.close();
      await server.stop();
      await made.remove();
    }
  },
};

async function patch(server: Child<ToServer, FromServer>, seconds: number) {
  const written = server.receive("written");
  server.send({ type: "patch", rowsPerSecond: PATCHES_PER_SECOND, seconds });
  return await written;
}

async function measure(page: Page, server: Child<ToServer, FromServer>): Promise<Measurement[]> {
  const watch = await page.evaluateHandle(watchFrames);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const spent = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return new Map(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await spent();
  const { changes, seconds } = await patch(server, SECONDS);
  const after = await spent();
  const { tasks, frames, rows } = await watch.evaluate((seen) => seen);
  const perSecond = (name: string) =>
    ((((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1000) / seconds).toFixed(0);
  const under = `${Math.round(changes / seconds)} changes/s written, ${Math.round(rows / seconds)} rows/s drawn`;
  return [
    { what: "time between frames", under, figures: distribution(frames) },
    {
      what: "long tasks (over 50 ms)",
      under,
      figures: { n: String(tasks.length), "max ms": tasks.length === 0 ? "–" : Math.max(...tasks).toFixed(1) },
    },
    {
      what: "main thread, ms a second",
      under,
      figures: {
        script: perSecond("ScriptDuration"),
        style: perSecond("RecalcStyleDuration"),
        layout: perSecond("LayoutDuration"),
        all: perSecond("TaskDuration"),
      },
    },
  ];
}

/** Runs in the page. A row counts as drawn once for each frame in which something in it changed. */
function watchFrames() {
  const seen = { tasks: [] as number[], frames: [] as number[], rows: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.tasks.push(entry.duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  requestAnimationFrame(function frame(now) {
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  });
  const body = document.querySelector("table[aria-label=Jobs] tbody");
  if (body === null) throw new Error("The page has no table of jobs.");
  new MutationObserver((mutations) => {
    const rows = new Set(
      mutations.map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest("tr")),
    );
    seen.rows += rows.size;
  }).observe(body, { subtree: true, childList: true, characterData: true, attributes: true });
  return seen;
}
