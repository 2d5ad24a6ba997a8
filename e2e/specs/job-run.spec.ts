import type { Page } from "@playwright/test";
import { cluedInName, RUN_COLUMN_NAMES, RUN_COLUMNS } from "../../lib/jobs/run-columns.ts";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";

test.use({ ownServer: "job run", extreme: ["odd", "blank", "logless", "taskless", "resultless"] });

const MY_PANELS = ["first-panel", "half-agent", "half-processing"].map((id) => `section[aria-labelledby="${id}"]`);

test("what a run waits for, does, brought and was cancelled for", async ({ page, api, site }) => {
  const { agent } = await api.createAgent(site.agent("first panels", 4));
  const run = new JobRunPage(page);
  site.hold();
  const first = await api.start(agent.id);
  await expect.poll(() => site.requests.get("/page/1")).toBe(1);
  const second = await api.start(agent.id);

  await test.step("queued: why it does not run yet", async () => {
    await run.openJob(second.id);
    const waiting = run.panel("What it is waiting for");
    await expect(waiting).toContainText("Its agent runs one job at a time, which it does now");
    await expect(run.figure(waiting, "Its agent runs")).toContainText("1 of 1 at a time");
    await expect(run.figure(waiting, "Before it")).toHaveText("0");
  });

  await test.step("the one before it is cancelled: this one begins before the reader's eyes", async () => {
    await api.request("POST", `/api/jobs/local/${first.id}/cancel`, { reason: "it stands in the way" });
    await expect(run.panel("What it is doing")).toBeVisible();
    await expect(run.column("agentTasksCompletedCount")).toHaveText("0");
    await expect(run.column("agentExpectedTasksCount")).toHaveText("4");
    // The request that was given up still stands in the line at the site.
    site.release(3);
    await expect(run.column("agentTasksCompletedCount")).toHaveText("2");
    await expect(run.column("agentCluesCount")).toHaveText("6");
    await expect(run.panel("Agent").getByRole("listitem").filter({ hasText: "under way" })).toBeVisible();
    await expect(run.figure(run.panel("What it is doing"), "Tasks done")).toHaveText("2 of 4");
  });

  await test.step("completed: what it brought", async () => {
    site.release();
    const brought = run.panel("What it brought");
    await expect(brought).toContainText("12 results, all new.");
    await expect(run.figure(brought, "New")).toHaveText("12");
    await expect(brought).toContainText("There is no earlier run with results to compare with.");
    await brought.getByRole("link", { name: "12" }).click();
    await expect(run.tab(/^Results/)).toHaveAttribute("aria-selected", "true");
    await expect(run.column("processingTasksReceivedCluesCount")).toHaveText("12");
    await expectAllColumns(page, run);
  });

  await test.step("cancelled: who, why, and how long it took", async () => {
    await run.openJob(first.id);
    const cancelled = run.panel("Why it was cancelled");
    await expect(cancelled).toContainText(/cancelled it: it stands in the way/);
    await expect(run.figure(cancelled, "Time to stop")).toHaveText(/^\d/);
    await expect(run.figure(cancelled, "Tasks done before")).toHaveText("0");
    await expect(run.column("agentResultIsCancellationRequested")).toHaveText("Yes");
  });
});

test("what went wrong: the error, how often it was seen, what helped, and the way to the task and the lines", async ({
  page,
  api,
  site,
}) => {
  const { agent } = await api.createAgent({
    ...site.agent("always broken", 1),
    type: "scraping",
    urls: [`${site.origin}/broken/a`, `${site.origin}/broken/b`],
    pages: undefined,
  });
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Failed"]);
  const run = new JobRunPage(page);
  await run.openJob(id);
  const wrong = run.panel("What went wrong");
  await expect(wrong).toContainText("500");
  await expect(wrong).toContainText("the only one of its kind in 7 days");
  await expect(wrong).toContainText("No such failure in the last 30 days was retried to an end");

  await test.step("the failing task, its log, and the last lines lead to their places", async () => {
    const task = wrong.getByRole("region", { name: /^Tasks that failed/ });
    await expect(task).toContainText("/broken/a");
    await task.getByRole("link", { name: "Task 1" }).click();
    await expect(page).toHaveURL(/tab=tasks&task-seq=1/);
    await expect(run.tab(/^Tasks/)).toHaveAttribute("aria-selected", "true");
    await task.getByRole("link", { name: "its log" }).first().click();
    await expect(page).toHaveURL(/tab=logs.*log-task=1/);
    await expect(run.tab(/^Logs/)).toHaveAttribute("aria-selected", "true");
    await page.goBack();
    await expect(run.tab(/^Tasks/)).toHaveAttribute("aria-selected", "true");
    const lines = wrong.getByRole("region", { name: "The last lines before it" });
    await lines.getByRole("link").last().click();
    await expect(page).toHaveURL(/log-line=\d+/);
  });

  await test.step("it is retried from here, and the next one knows what became of it", async () => {
    await expect(page.getByRole("button", { name: /^Retry/ })).toHaveCount(1);
    await page.getByRole("button", { name: "Retry", exact: true }).click();
    await expect(wrong).toContainText(/This one was retried as #\d+/);
    const { retriedAs } = await api.job(id);
    await api.waitFor(retriedAs ?? "", ["Failed"]);
    await run.openJob(retriedAs ?? "");
    await expect(wrong).toContainText("A retry succeeded in 0 of 1 such case in the last 30 days; too few to tell");
    await wrong.getByRole("link", { name: "seen 2 times in 7 days" }).click();
    await expect(page).toHaveURL(/\/failures\?.*window=7d/);
    await expect(page.getByRole("button", { name: /500/ }).first()).toBeVisible();
  });
});

test("a run that cannot be is shown safely, clamped and marked; what is not known is no zero", async ({ page }) => {
  const problems = watch(page);
  const run = new JobRunPage(page);
  await page.emulateMedia({ colorScheme: "light" });
  await run.openJob("extreme-odd");
  const wrong = run.panel("What went wrong");

  await test.step("the error is folded, and is text", async () => {
    await expect(wrong).toContainText("TypeError: </script></title><img src=x onerror=");
    await expect(wrong).not.toContainText("#399");
    await wrong.getByRole("button", { name: /^Show the whole stack/ }).click();
    await expect(wrong.getByRole("region", { name: "The whole error" })).toContainText("at </script>");
    await expect(wrong.getByRole("region", { name: "The whole error" })).toContainText("more characters are not shown");
    await expect(page.locator("img[src='x'], main script")).toHaveCount(0);
  });

  await test.step("figures that contradict each other say so", async () => {
    await expect(run.column("agentTasksCount")).toContainText("The parts add up to 23, which is more than 5");
    await expect(run.column("agentTasksFailedCount")).toContainText("-3");
    await expect(run.column("agentPercentCompleted")).toContainText("100%");
    await expect(run.column("agentPercentCompleted")).toContainText("The source reports 250%");
    await expect(run.column("agentEndTime")).toContainText("The source reports a time before “queued”");
    await expect(run.column("agentResultIsSuccess")).toContainText("The source reports success");
    await expect(run.column("processingTasksAlreadyUpToDateCount")).toContainText("–");
    await expectAllColumns(page, run);
    await expectAccessible(page, MY_PANELS.join(", "));
  });

  await test.step("every figure is explained in words, in the dark as well", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    for (const [half, title] of [
      ["agent", "Agent"],
      ["processing", "Processing"],
    ] as const) {
      const explain = page.getByRole("button", { name: `Explain the figures: ${title}` });
      await explain.click();
      await expect(explain).toHaveAttribute("aria-pressed", "true");
      for (const column of RUN_COLUMN_NAMES.filter((each) => RUN_COLUMNS[each].half === half)) {
        await expect(run.panel(title).getByText(cluedInName(column), { exact: true })).toBeVisible();
      }
      await expect(run.panel(title)).toContainText(
        RUN_COLUMNS[half === "agent" ? "agentKey" : "processingTasksCount"].meaning,
      );
    }
    await expectAccessible(page, MY_PANELS.join(", "));
  });

  await test.step("what it answered is begun, without its secrets, and read on; what it has not is said", async () => {
    await run.openJob("extreme-odd", "raw");
    const raw = page.getByRole("tabpanel");
    await raw.getByText("Result", { exact: true }).click();
    const result = raw.locator('section[aria-label="Result"]').first();
    await expect(result).toContainText('"apiKey": "[redacted apiKey]"');
    await expect(result).toContainText(/The first 64 kB of \d+ kB/);
    await expect(result).not.toContainText("#399");
    await result.getByRole("button", { name: "Show all" }).click();
    const text = result.getByRole("region", { name: "Result" });
    await expect(result).toContainText(/1,20\d lines/);
    await text.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect(text).toContainText("#399");
    await expect(page.locator("body")).not.toContainText("s3cr3t-of-result");
    await expect(result.getByRole("link", { name: "Download result" })).toBeVisible();
    await run.open("/jobs/cluedin/extreme-blank?tab=raw");
    await expect(raw).toContainText("The job gave no answer of its own at its end; what it found is under Results.");
  });

  await test.step("of what a source does not tell there is a dash", async () => {
    await run.open("/jobs/cluedin/extreme-blank");
    await expect(wrong).toContainText("It failed without giving a reason.");
    for (const column of RUN_COLUMN_NAMES.filter((each) => RUN_COLUMNS[each].kind === "count")) {
      await expect(run.column(column)).toContainText("–");
      await expect(run.column(column)).not.toContainText(/\d/);
    }
    await expectAllColumns(page, run);
  });

  expect(await page.title()).not.toBe("executed");
  expect(problems).toEqual([]);
});

test("what a source does not give is said, and nowhere promised", async ({ page }) => {
  const run = new JobRunPage(page);
  const details = page.getByRole("region", { name: "Details" });
  const asked: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) asked.push(`${response.status()} ${response.url()}`);
  });

  await test.step("no log lines: a failure is told by its tasks alone", async () => {
    await run.open("/jobs/logless-source/extreme-logless?tab=logs");
    await expect(details).toContainText("logless-source gives no log lines");
    await expect(run.tab(/./)).toHaveText([
      /^Tasks\s*3$/,
      /^Results\s*3$/,
      /^Attempts/,
      /^Compare/,
      /^Config/,
      "Raw",
      /^Audit/,
    ]);
    await expect(run.tab(/^Tasks/)).toHaveAttribute("aria-selected", "true");
    const wrong = run.panel("What went wrong");
    await expect(wrong).toContainText("The backend gave up after three tries");
    await expect(wrong.getByRole("link", { name: "Task 1" })).toBeVisible();
    await expect(page.locator("main")).not.toContainText(/its log|last lines/i);
    await expect(details.getByRole("button", { name: /log/i })).toHaveCount(0);
    await expectAccessible(page, 'section[aria-label="Details"]');
  });

  await test.step("no tasks: what it is doing, and its log", async () => {
    await run.open("/jobs/taskless-source/extreme-taskless");
    await expect(details).toContainText("taskless-source gives no tasks");
    await expect(run.tab(/^Tasks/)).toHaveCount(0);
    await expect(run.tab(/^Logs/)).toHaveAttribute("aria-selected", "true");
    await expect(details).toContainText("line 3");
    await expect(run.panel("What it is doing")).not.toContainText(/tasks/i);
    await expect(page.getByRole("region", { name: "Tasks over time" })).toHaveCount(0);
  });

  await test.step("no results: nothing to export, and no promise of rows", async () => {
    await run.open("/jobs/resultless-source/extreme-resultless");
    await expect(details).toContainText("resultless-source gives no results");
    await expect(run.tab(/^Results/)).toHaveCount(0);
    await expect(run.tab(/^Tasks/)).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("button", { name: /export/i })).toHaveCount(0);
    const brought = run.panel("What it brought");
    await expect(brought).toContainText("It is done; its source does not say what it brought.");
    await expect(brought).not.toContainText("Results stored");
    await run.tab(/^Raw/).click();
    await expect(page.getByRole("tabpanel")).toContainText("The job gave no answer of its own at its end.");
  });

  expect(asked).toEqual([]);
});

/** Each of the 42 columns of the run is to be seen on the page. */
async function expectAllColumns(page: Page, run: JobRunPage): Promise<void> {
  const columns = page.locator("[data-column]");
  await expect(columns).toHaveCount(RUN_COLUMN_NAMES.length);
  for (const column of RUN_COLUMN_NAMES) await expect(run.column(column), column).toBeVisible();
}

/** Hears of what must not happen: dialogs, errors, scripts that run, and violations of the page's policy. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  // A script that the policy stops is an error on the console too.
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  return problems;
}
