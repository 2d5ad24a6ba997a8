import { chromium } from "playwright";
import { CHROMIUM } from "../../e2e/fixtures/chromium.ts";
import { STATE_PRESENTATION } from "../../lib/jobs/presentation.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { JOB_STATES } from "../../lib/jobs/state.ts";
import { untilStill } from "../scenario.ts";
import type { Committed } from "./messages.ts";

/** A word that a row showed as its state, and when the frame with it was painted. */
interface Sight {
  id: string;
  word: string;
  at: number;
}

/** Opens the list of jobs in a real browser, which notes when each row shows another state. */
export async function openPage(
  signInUrl: string,
  listUrl: string,
  rows: number,
): Promise<{ takeSettled(): Promise<Committed[]>; close(): Promise<void> }> {
  // Without a graphics card Chromium imitates one, on the processor that the server runs on too.
  const browser = await chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, "--disable-gpu"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(signInUrl);
    await page.getByRole("button", { name: /sign in/i }).click();
    await page.waitForURL((url) => url.pathname !== "/sign-in");
    await page.goto(listUrl);
    await page
      .locator("tr[data-job]")
      .nth(rows - 1)
      .waitFor();
    const sights = await page.evaluateHandle(watchRows);
    return {
      async takeSettled() {
        await untilStill(() => sights.evaluate((list) => list.length));
        const taken: Sight[] = await sights.evaluate((list) => list.splice(0));
        return taken.flatMap(({ id, word, at }) => {
          const state = stateOf(word);
          return state === undefined ? [] : [{ id, state, at }];
        });
      },
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function stateOf(word: string): JobState | undefined {
  return JOB_STATES.find((state) => STATE_PRESENTATION[state].word === word);
}

/**
 * Runs in the page. A change that is made outside a frame is painted with the next one, a change made by a callback of
 * a frame with that one; a frame is over when a message posted during its callbacks arrives.
 */
function watchRows(): Sight[] {
  const sights: Sight[] = [];
  const shown = new Map<string, string>();
  const wordOf = (row: Element) => row.querySelector("td:nth-child(2)")?.textContent?.trim() ?? "";
  const idOf = (row: Element) => row.getAttribute("data-job")?.split("/")[1] ?? "";
  for (const row of document.querySelectorAll("tr[data-job]")) shown.set(idOf(row), wordOf(row));
  const fresh: { id: string; word: string }[] = [];
  let inFrame = false;
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = () => {
    inFrame = false;
    const at = performance.timeOrigin + performance.now();
    for (const { id, word } of fresh.splice(0)) sights.push({ id, word, at });
  };
  requestAnimationFrame(function begin() {
    inFrame = true;
    afterFrame.port2.postMessage(null);
    requestAnimationFrame(begin);
  });
  let late: { id: string; word: string }[] = [];
  new MutationObserver((mutations) => {
    const rows = new Set<Element>();
    for (const { target } of mutations) {
      const row = (target instanceof Element ? target : target.parentElement)?.closest("tr[data-job]");
      if (row) rows.add(row);
    }
    for (const row of rows) {
      const id = idOf(row);
      const word = wordOf(row);
      if (shown.get(id) === word) continue;
      shown.set(id, word);
      if (inFrame) fresh.push({ id, word });
      else {
        if (late.length === 0) {
          requestAnimationFrame(() => {
            fresh.push(...late);
            late = [];
          });
        }
        late.push({ id, word });
      }
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  return sights;
}
