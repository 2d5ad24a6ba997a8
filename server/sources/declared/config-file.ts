import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { newSourceBodySchema, sourceKey } from "../../../lib/api/source-schemas.ts";
import type { BackendKind } from "../../../lib/sources/kinds.ts";
import type { SourceSettings } from "../../../lib/sources/settings.ts";
import { completeSettings, partitionsProblem, sourceSettingsSchema } from "../../../lib/sources/settings-schema.ts";
import { ConfigError } from "../../config.ts";
import { AppError } from "../../errors.ts";
import { parseInput } from "../../http/input.ts";

const USUAL_FILE = "watchfloor.config.json";
const MOST_SOURCES = 100;

/** A source as a file declares it. */
export interface DeclaredSource {
  id: string;
  kind: BackendKind;
  name: string;
  settings: SourceSettings;
  key: string | null;
}

/** What a file declares. */
export interface Declarations {
  /** What operators call the file. */
  file: string;
  sources: DeclaredSource[];
}

const { kind, name } = newSourceBodySchema.shape;

const sourceSchema = sourceSettingsSchema.safeExtend({
  id: z
    .string("must be text, as filters write it: agenty-production")
    .max(40, "may have at most 40 characters")
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be of small letters, digits and hyphens: agenty-production")
    .refine((id) => id !== "local", "must not be local, which is the built-in engine"),
  kind,
  name,
  key: sourceKey.optional(),
  keyEnv: z.string("must be the name of a variable").min(1, "must not be empty").optional(),
});

const fileSchema = z.strictObject(
  {
    sources: z
      .array(sourceSchema, "must be a list of sources")
      .max(MOST_SOURCES, `must be ${MOST_SOURCES} at most`)
      .default([]),
  },
  "must be an object with a list of sources",
);

/**
 * Reads the file that declares sources: that of `path`, which then has to be there, or `watchfloor.config.json` of the working
 * directory if there is one. Keys may be in variables of `environment`. Null when there is no file.
 * @throws ConfigError naming the file and the field
 */
export function readDeclarations(
  path: string | undefined,
  environment: Record<string, string | undefined>,
): Declarations | null {
  const text = readText(path);
  if (text === null) return null;
  const file = basename(path ?? USUAL_FILE);
  const fail = (message: string) => new ConfigError(`${file}: ${message}.`);
  try {
    const { sources } = parseInput(fileSchema, JSON.parse(text), "the whole");
    const taken = new Map<string, string>();
    return {
      file,
      sources: sources.map(({ id, kind, name, key, keyEnv, ...settings }, place) => {
        const at = `sources.${place}`;
        for (const [field, value] of [
          ["id", id],
          ["name", name.toLowerCase()],
        ] as const) {
          const other = taken.get(`${field} ${value}`);
          if (other !== undefined) throw fail(`${at}.${field} is that of ${other} too`);
          taken.set(`${field} ${value}`, at);
        }
        const complete = completeSettings(kind, settings);
        const problem = partitionsProblem(kind, complete.partitions);
        if (problem !== null) throw fail(`${at}.partitions ${problem}`);
        if (key !== undefined && keyEnv !== undefined) throw fail(`${at} must have key or keyEnv, not both`);
        return { id, kind, name, settings: complete, key: keyEnv === undefined ? (key ?? null) : keyIn(keyEnv, at) };
      }),
    };
  } catch (error) {
    if (error instanceof SyntaxError) throw fail(`is not JSON: ${error.message}`);
    // What follows the field's name in answers of the API follows it here too.
    if (error instanceof AppError) throw fail(error.message.replace(":", ""));
    throw error;
  }

  function keyIn(variable: string, at: string): string {
    const value = environment[variable];
    if (value === undefined || value === "") throw fail(`${at}.keyEnv names ${variable}, which is not set`);
    const { data, error } = sourceKey.safeParse(value);
    if (data === undefined) throw fail(`${at}.keyEnv names ${variable}, which ${error?.issues[0]?.message}`);
    return data;
  }
}

function readText(path: string | undefined): string | null {
  try {
    return readFileSync(path ?? USUAL_FILE, "utf8");
  } catch (cause) {
    const isAbsent = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    if (path === undefined && isAbsent) return null;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`WATCHFLOOR_CONFIG: ${path ?? USUAL_FILE} cannot be read: ${why}.`, { cause });
  }
}
