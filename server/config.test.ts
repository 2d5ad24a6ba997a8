import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, describeSettings, loadConfig } from "./config.ts";

function problemsOf(environment: Record<string, string>): string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("loadConfig", () => {
  it("needs nothing", () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ port: 3000, host: "127.0.0.1", dataDir: ".data", role: "all", samples: true });
    expect(config).toMatchObject({
      databaseUrl: undefined,
      token: undefined,
      publicUrl: undefined,
      development: false,
    });
  });

  it("takes an empty value for an unset one", () => {
    expect(loadConfig({ PORT: "", WATCHFLOOR_TOKEN: "", DATABASE_URL: "" })).toEqual(loadConfig({}));
  });

  it("reads every setting", () => {
    const config = loadConfig({
      PORT: "0",
      HOST: "0.0.0.0",
      PUBLIC_URL: "https://jobs.example.com/",
      DATA_DIR: "/var/lib/watchfloor",
      DATABASE_URL: "postgresql://db.example.com/jobs",
      WATCHFLOOR_ROLE: "worker",
      WATCHFLOOR_TOKEN: "sixteen-letters!",
      WATCHFLOOR_SAMPLES: "off",
      LOG_LEVEL: "debug",
    });
    expect(config).toMatchObject({
      port: 0,
      host: "0.0.0.0",
      publicUrl: "https://jobs.example.com",
      dataDir: "/var/lib/watchfloor",
      databaseUrl: "postgresql://db.example.com/jobs",
      role: "worker",
      token: "sixteen-letters!",
      samples: false,
      logLevel: "debug",
    });
  });

  it.each([
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", "-1"],
    ["PUBLIC_URL", "jobs.example.com"],
    ["PUBLIC_URL", "https://jobs.example.com/console"],
    ["DATABASE_URL", "mysql://localhost/jobs"],
    ["WATCHFLOOR_ROLE", "boss"],
    ["WATCHFLOOR_TOKEN", "short"],
    ["WATCHFLOOR_SECRET", "also too short"],
    ["WATCHFLOOR_ENCRYPTION_KEY", "c2hvcnQ="],
    ["WATCHFLOOR_ALLOWED_ORIGINS", "http://10.0.0.5:8080,10.0.0.6"],
    ["WATCHFLOOR_SAMPLES", "yes"],
    ["LOG_LEVEL", "loud"],
  ])("names %s when it is %s, in one line", (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must .+\\.$`))]);
  });

  it("names all that is wrong, and shows no secret", () => {
    const problems = problemsOf({ PORT: "x", WATCHFLOOR_TOKEN: "hush", DATABASE_URL: "mysql://root:hush@db" });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain("hush");
  });

  it("does not let a worker run on a database that only it can open", () => {
    expect(problemsOf({ WATCHFLOOR_ROLE: "worker" })).toEqual([expect.stringContaining("set DATABASE_URL")]);
  });
});

describe("describeSettings", () => {
  it("has a meaning for each", () => {
    const settings = describeSettings();
    expect(settings.find((setting) => setting.name === "PORT")).toMatchObject({ fallback: "3000" });
    for (const setting of settings) expect(setting.description, setting.name).not.toBe("");
  });
});

it("is described in the README, setting by setting", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const { name, fallback, description } of describeSettings()) {
    expect(readme).toContain(`| \`${name}\` | ${fallback ? `\`${fallback}\`` : "–"} | ${description} |`);
  }
});
