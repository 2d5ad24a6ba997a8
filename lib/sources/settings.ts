import { z } from "zod";
import { BACKENDS, type BackendKind } from "./kinds.ts";

/** How a source is reached and how often it is asked; its key is kept apart. Stored as JSON text. */
export interface SourceSettings {
  /** An http(s) address without query and final slash; the dialect's own paths go on from it. */
  address: string;
  /** What jobs are listed by where the kind has partitions: project ids. Otherwise empty. */
  partitions: string[];
  /** All calls together, background and operators'. */
  requestsPerMinute: number;
  /** How often what is executing is read, in seconds. */
  executingEvery: number;
  /** How often the newest jobs are read, in seconds. */
  newestEvery: number;
  /** Where the backend itself shows a job: an http(s) address in which `{id}` stands for its id. */
  jobUrl: string | null;
}

const seconds = (least: number, most: number) =>
  z
    .number("must be a number of seconds")
    .min(least, `must be at least ${least} s`)
    .max(most, `must be at most ${most} s`);

/** Settings as an operator gives them; what is left out is as `defaultSettings` has it. */
export const sourceSettingsSchema = z.strictObject({
  address: z
    .string("must be the address of the backend")
    .trim()
    .max(500, "must not be longer than 500 characters")
    .refine(isAddress, "must be an http:// or https:// address without a query, user name or password")
    .transform((text) => text.replace(/\/+$/, "")),
  partitions: z.array(z.string().trim().min(1).max(200)).max(200, "must be 200 at most").optional(),
  requestsPerMinute: z.int("must be a whole number").min(1).max(60_000).optional(),
  executingEvery: seconds(1, 3600).optional(),
  newestEvery: seconds(1, 3600).optional(),
  jobUrl: z
    .string()
    .max(500, "must not be longer than 500 characters")
    .refine((text) => text.includes("{id}") && isAddress(text.replaceAll("{id}", "1"), true), {
      error: "must be an http:// or https:// address with {id} where the job's id belongs",
    })
    .nullish(),
});

export function defaultSettings(kind: BackendKind): Omit<SourceSettings, "address"> {
  const { requestsPerMinute } = BACKENDS[kind];
  return { partitions: [], requestsPerMinute, executingEvery: 2, newestEvery: 5, jobUrl: null };
}

function isAddress(text: string, withQuery = false): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return url.username === "" && url.password === "" && (withQuery || (url.search === "" && url.hash === ""));
}
