import { z } from "zod";
import type { BackendKind } from "./kinds.ts";
import { BACKENDS } from "./kinds.ts";
import { defaultSettings, type SourceSettings } from "./settings.ts";

const seconds = (least: number, most: number) =>
  z
    .number("must be a number of seconds")
    .min(least, `must be at least ${least} s`)
    .max(most, `must be at most ${most} s`);

/** Settings as an operator gives them; what is left out is as `defaultSettings` has it. */
export const sourceSettingsSchema = z.strictObject(
  {
    address: z
      .string("must be the address of the backend")
      .trim()
      .max(500, "must not be longer than 500 characters")
      .refine(isAddress, "must be an http:// or https:// address without a query, user name or password")
      .transform((text) => text.replace(/\/+$/, "")),
    partitions: z
      .array(
        z.string("must be text").trim().min(1, "must not be empty").max(200, "must not be longer than 200 characters"),
      )
      .max(200, "must be 200 at most")
      .optional(),
    requestsPerMinute: z
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .max(60_000, "must be at most 60000")
      .optional(),
    executingEvery: seconds(1, 3600).optional(),
    newestEvery: seconds(1, 3600).optional(),
    jobUrl: z
      .string("must be an address, or null")
      .trim()
      .max(500, "must not be longer than 500 characters")
      .refine((text) => text.includes("{id}") && isAddress(text.replaceAll("{id}", "1"), true), {
        error: "must be an http:// or https:// address with {id} where the job's id belongs",
      })
      .nullish(),
  },
  "must be an object with the address of the backend",
);

/** Settings as an operator gave them, checked. */
export type GivenSettings = z.output<typeof sourceSettingsSchema>;

/** The settings with what was left out. */
export function completeSettings(kind: BackendKind, given: GivenSettings): SourceSettings {
  const usual = defaultSettings(kind);
  return {
    address: given.address,
    partitions: [...new Set(given.partitions ?? usual.partitions)],
    requestsPerMinute: given.requestsPerMinute ?? usual.requestsPerMinute,
    executingEvery: given.executingEvery ?? usual.executingEvery,
    newestEvery: given.newestEvery ?? usual.newestEvery,
    jobUrl: given.jobUrl ?? usual.jobUrl,
  };
}

/** What is wrong with the partitions of settings, as what follows their name; null when nothing is. */
export function partitionsProblem(kind: BackendKind, given: readonly string[]): string | null {
  const { name, partitions } = BACKENDS[kind];
  if (partitions === null) return given.length === 0 ? null : `must be empty: ${name} lists all of its jobs at once`;
  if (given.length > 0) return null;
  return `must name at least one ${partitions.one}: ${name} lists jobs by ${partitions.one} only`;
}

/** The settings of a stored source's `config`; null where it has none, as those have whose jobs are only kept here. */
export function parseSettings(kind: BackendKind, config: string): SourceSettings | null {
  let given: unknown;
  try {
    given = JSON.parse(config);
  } catch {
    return null;
  }
  const { success, data } = sourceSettingsSchema.safeParse(given);
  return success ? completeSettings(kind, data) : null;
}

function isAddress(text: string, withQuery = false): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return url.username === "" && url.password === "" && (withQuery || (url.search === "" && url.hash === ""));
}
