import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // The real one throws outside Next's bundler, which is its purpose.
    alias: { "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)) },
  },
  test: {
    include: ["{app,bench,components,lib,scripts,server}/**/*.test.{ts,tsx,mjs}"],
    environment: "node",
    globalSetup: "server/testing/migrated-store.ts",
    // Each file gets a process: embedded databases bring threads and native memory with them.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
