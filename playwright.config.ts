import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";

/** An explicit browser first, then Debian's, else Playwright's own. */
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(SYSTEM_CHROMIUM) ? SYSTEM_CHROMIUM : undefined);
// Chromium's sandbox refuses to run as root.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: "e2e/specs",
  outputDir: "test-results",
  // Every spec starts a server of its own on a free port, through a fixture.
  workers: process.env.CI ? 1 : 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [
    ["list"],
    ...(process.env.PLAYWRIGHT_RESULTS ? [["json", { outputFile: process.env.PLAYWRIGHT_RESULTS }] as const] : []),
  ],
  use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        launchOptions: { args, ...(executablePath === undefined ? {} : { executablePath }) },
      },
    },
  ],
});
