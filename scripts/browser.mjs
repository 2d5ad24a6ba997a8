// Sees to it that there is a browser for the tests.
import { existsSync } from "node:fs";
import { bin, run, Stop, toolEnv } from "./project.mjs";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";

/** Installs Chromium where none is: Debian's own as root, else the one that Playwright brings. */
export async function ensureBrowser() {
  if (process.env.CHROMIUM_PATH || existsSync(SYSTEM_CHROMIUM)) return;
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    console.log("Installing Chromium (apt-get) …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env });
    const { code } = await run("apt-get", ["install", "-y", "-qq", "chromium"], { env, capture: true });
    if (code === 0 && existsSync(SYSTEM_CHROMIUM)) return;
    console.log("apt-get has no Chromium here; trying Playwright's own.");
  }
  const { code } = await run(bin("playwright"), ["install", "chromium"], { env: toolEnv() });
  if (code !== 0) {
    throw new Stop(
      "No browser could be installed. Install Chromium and set CHROMIUM_PATH to it, then run npm test again.",
    );
  }
}
