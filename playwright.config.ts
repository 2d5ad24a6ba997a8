import { defineConfig, devices } from "@playwright/test";
import { CHROMIUM } from "./e2e/fixtures/chromium.ts";

export default defineConfig({
  testDir: "e2e/specs",
  globalSetup: "./e2e/fixtures/new-store.ts",
  outputDir: "test-results",
  // Every spec starts a server of its own on a free port, through a fixture.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // The machines are noisy. What passes only at the second try is named at the end: it is to be mended.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [
    ["list"],
    ...(process.env.PLAYWRIGHT_RESULTS ? [["json", { outputFile: process.env.PLAYWRIGHT_RESULTS }] as const] : []),
  ],
  // Recording every step takes a fifth of the time, for those that fail.
  use: { trace: process.env.CI ? "off" : "retain-on-failure", screenshot: "only-on-failure" },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        launchOptions: CHROMIUM,
      },
    },
  ],
});
