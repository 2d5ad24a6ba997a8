import { z } from "zod";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const number = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
const oneOf = <Value extends string>(values: readonly [Value, ...Value[]], fallback: Value) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` }).default(fallback);

/** The environment, name by name. The descriptions are the settings table of the README. */
const environmentSchema = z.object({
  PORT: z
    .string()
    .refine(number, "must be a whole number from 0 to 65535; 0 takes any free port")
    .transform(Number)
    .default(3000)
    .describe("TCP port. `0` takes any free one."),
  HOST: z
    .string()
    .default("127.0.0.1")
    .describe("Address to listen on. The default answers this machine only; `0.0.0.0` answers the network."),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, "must be an http:// or https:// address without a path, like https://jobs.example.com")
    .transform((text) => new URL(text).origin)
    .optional()
    .describe("The address that browsers use, when a proxy stands in front."),
  DATA_DIR: z
    .string()
    .default(".data")
    .describe("Folder of the embedded database and of the secrets that are made here."),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be a postgres:// address")
    .optional()
    .describe("A PostgreSQL 13+ server. Unset, a database inside the process keeps its files in `DATA_DIR`."),
  WATCHFLOOR_ROLE: oneOf(["all", "web", "worker"], "all").describe(
    "`web` serves pages and the API, `worker` runs jobs, `all` does both. Other than `all` needs `DATABASE_URL`.",
  ),
  WATCHFLOOR_TOKEN: z
    .string()
    .min(16, "must have at least 16 characters")
    .optional()
    .describe(
      "API token with every right, for what is set up before anybody signs in. Unset, there is none; others are made under Settings.",
    ),
  WATCHFLOOR_SECRET: z
    .string()
    .min(32, "must have at least 32 characters")
    .optional()
    .describe("Signs session cookies; the same on all nodes. Unset, one is made and kept in `DATA_DIR/secret`."),
  WATCHFLOOR_ENCRYPTION_KEY: z
    .string()
    .min(32, "must have at least 32 characters, such as 32 random bytes in base64")
    .optional()
    .describe(
      "Encrypts the keys of sources; the same on all nodes. Unset, one is made and kept in `DATA_DIR/encryption-key`. With another one, keys have to be entered again.",
    ),
  WATCHFLOOR_ALLOWED_ORIGINS: z
    .string()
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .refine((origins) => origins.every(isOrigin), "must be origins like http://10.0.0.5:8080, with commas between")
    .default([])
    .describe("Origins on private or local networks that agents may visit. Public ones need no leave."),
  WATCHFLOOR_CONFIG: z
    .string()
    .optional()
    .describe(
      "A file that declares sources, as [docs/sources.md](docs/sources.md#declared-in-a-file) says. Unset, `watchfloor.config.json` in the working directory is read if it is there.",
    ),
  WATCHFLOOR_SAMPLES: oneOf(["on", "off"], "on").describe("Whether an empty database gets the sample agents."),
  LOG_LEVEL: oneOf(LOG_LEVELS, "info").describe("How much is logged to standard error."),
});

/** What the server runs with; read once, at start. */
export interface Config {
  /** Development compiles pages as they are asked for. */
  development: boolean;
  port: number;
  host: string;
  /** An origin without a final slash. */
  publicUrl: string | undefined;
  dataDir: string;
  databaseUrl: string | undefined;
  role: "all" | "web" | "worker";
  token: string | undefined;
  secret: string | undefined;
  encryptionKey: string | undefined;
  /** Origins that agents may visit although their address is private. */
  allowedOrigins: string[];
  /** A file that declares sources. */
  configFile: string | undefined;
  samples: boolean;
  logLevel: (typeof LOG_LEVELS)[number];
}

/** Settings that cannot be used: a line for each, naming the variable and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads the settings from an environment. An empty value counts as unset. @throws ConfigError */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const { success, data, error } = environmentSchema.safeParse(given);
  if (!success) {
    throw new ConfigError(error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"));
  }
  if (data.WATCHFLOOR_ROLE !== "all" && data.DATABASE_URL === undefined) {
    throw new ConfigError(
      `WATCHFLOOR_ROLE=${data.WATCHFLOOR_ROLE} shares its work with other processes: set DATABASE_URL to their PostgreSQL.`,
    );
  }
  return {
    development: environment.NODE_ENV === "development",
    port: data.PORT,
    host: data.HOST,
    publicUrl: data.PUBLIC_URL,
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    role: data.WATCHFLOOR_ROLE,
    token: data.WATCHFLOOR_TOKEN,
    secret: data.WATCHFLOOR_SECRET,
    encryptionKey: data.WATCHFLOOR_ENCRYPTION_KEY,
    allowedOrigins: data.WATCHFLOOR_ALLOWED_ORIGINS,
    configFile: data.WATCHFLOOR_CONFIG,
    samples: data.WATCHFLOOR_SAMPLES === "on",
    logLevel: data.LOG_LEVEL,
  };
}

/** Every setting with its default and meaning, for the settings table of the README. */
export function describeSettings(): { name: string; fallback: string | undefined; description: string }[] {
  return Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const fallback = schema.parse(undefined);
    return { name, fallback: fallback?.toString(), description: schema.description ?? "" };
  });
}

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "";
}
