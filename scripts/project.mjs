// What the commands share. Plain JavaScript with Node's own modules only: it runs before anything is installed, and
// on the older Node of a bare machine.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json. */
export const root = fileURLToPath(new URL("..", import.meta.url));
const NODE_MAJOR = 24;
const binFolder = join(root, "node_modules", ".bin");
const buildStamp = join(root, ".next", "watchfloor-sources");

/** A failure whose message is all that the user needs; no stack trace is shown. */
export class Stop extends Error {}

/** Runs `main` and turns what it throws into one line and exit code 1. */
export function command(main) {
  main().then(
    (code) => {
      process.exitCode = code ?? 0;
    },
    (error) => {
      console.error(error instanceof Stop ? error.message : error);
      process.exitCode = 1;
    },
  );
}

/** Runs a program to its end and returns its exit code; `capture` keeps the output instead of showing it. */
export function run(file, args, { env = {}, capture = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: capture ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

/** The path of an installed command. */
export function bin(name) {
  return join(binFolder, name);
}

/** Node 24: the one that npm installed, else the running one if it is new enough. */
export function findNode() {
  const installed = bin("node");
  if (existsSync(installed)) return installed;
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath;
  throw new Stop(
    `Watchfloor needs Node ${NODE_MAJOR}; this is ${process.version}, and npm has no ready Node ${NODE_MAJOR} for ${process.platform} ${process.arch}. ` +
      `Install Node ${NODE_MAJOR} from https://nodejs.org and run the command again.`,
  );
}

/** The environment in which tools find Node 24 before the system's own. */
export function toolEnv(extra = {}) {
  return { PATH: [binFolder, process.env.PATH].join(delimiter), ...extra };
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds what the lock file says. npm keeps its own record of what it installed. */
function isInstalled() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const present = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  if (present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "") return true;
    return present[path] === undefined ? optional === true : present[path].version === version;
  });
}

/** Installs the dependencies if they are missing or not those of the lock file. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log("Installing dependencies (npm ci) …");
  // Without node_modules/.bin, which npm is about to delete together with the Node in it.
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== binFolder);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // NODE_ENV=production would leave out the tools that the build needs.
  const { code } = await run(npm, ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    env: { PATH: path.join(delimiter) },
  });
  if (code !== 0) throw new Stop("npm ci failed; its message is above.");
}

const SOURCE_FOLDERS = ["app", "components", "lib", "server", "public"];
const SOURCE_FILES = ["package-lock.json", "next.config.js", "postcss.config.mjs", "tsconfig.json"];

/** One hash over everything that the build reads. */
function hashSources() {
  const hash = createHash("sha256");
  const add = (path) =>
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update("\0");
  for (const file of SOURCE_FILES) if (existsSync(join(root, file))) add(join(root, file));
  for (const folder of SOURCE_FOLDERS) {
    if (!existsSync(join(root, folder))) continue;
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    for (const file of files.sort()) add(file);
  }
  return hash.digest("hex");
}

/** Builds the client library, as JavaScript that needs nothing else, into `folder`. */
export async function buildClient(folder) {
  const { code } = await run(bin("tsc"), ["-p", join("lib", "client", "tsconfig.json"), "--outDir", folder], {
    env: toolEnv(),
  });
  if (code !== 0) throw new Stop("The client library could not be built; tsc's message is above.");
}

/** Builds the pages and the client library if the build is older than the sources. */
export async function ensureBuilt() {
  const sources = hashSources();
  const isStamped = existsSync(buildStamp) && readFileSync(buildStamp, "utf8") === sources;
  if (isStamped && existsSync(join(root, "dist/client/client.js"))) return;
  console.log("Building (next build) …");
  rmSync(buildStamp, { force: true });
  const { code } = await run(findNode(), [join(root, "node_modules/next/dist/bin/next"), "build"], {
    env: toolEnv({ NODE_ENV: "production" }),
  });
  if (code !== 0) throw new Stop("next build failed; its message is above.");
  rmSync(join(root, "dist"), { recursive: true, force: true });
  await buildClient(join(root, "dist"));
  mkdirSync(join(root, ".next"), { recursive: true });
  writeFileSync(buildStamp, sources);
}

/**
 * Runs the server in place of this process, as nearly as Node can: signals go to it, its exit code comes back, and it
 * is told to stop when this process, or the npm that started it, is gone.
 */
export function runServer(mode) {
  return new Promise((resolve, reject) => {
    const child = spawn(findNode(), [join("server", "index.ts")], {
      cwd: root,
      env: { ...process.env, ...toolEnv(), NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    const npm = process.env.npm_lifecycle_event === undefined ? undefined : npmAbove();
    const watch = setInterval(() => {
      if (npm !== undefined && npmAbove() !== npm) child.kill("SIGTERM");
    }, 500);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearInterval(watch);
      resolve(code ?? (signal === "SIGKILL" ? 137 : 1));
    });
  });
}

/**
 * The process ids between this process and npm, as text: when one of them is gone, it changes. npm puts a shell
 * between, which dies of a signal without passing it on, and outlives an npm that was killed.
 */
function npmAbove() {
  const parent = process.ppid;
  try {
    const [, name, parentOfParent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${parent}/stat`, "utf8")) ?? [];
    return /^(ba|da)?sh$/.test(name) ? `${parent} ${parentOfParent}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
