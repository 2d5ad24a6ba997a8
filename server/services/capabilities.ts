import type { Capabilities } from "../../lib/jobs/model.ts";
import type { StoredSource } from "../store/sources.ts";

/** What the built-in engine can do with its jobs. */
const LOCAL: Capabilities = {
  start: true,
  cancel: true,
  retry: true,
  retryWithEdits: true,
  logs: true,
  tasks: true,
  results: true,
};

/** Jobs that are only kept here: nobody is asked anything. */
const KEPT: Capabilities = { ...LOCAL, start: false, cancel: false, retry: false, retryWithEdits: false };

/** What can be done to the jobs of a source. */
export function capabilitiesOf(source: StoredSource | undefined): Capabilities {
  return source?.kind === "local" ? LOCAL : KEPT;
}

/**
 * Where the backend itself shows a job: the source's `jobUrl`, an http(s) address in which `{id}` stands for the job's id.
 * Null when the source has none.
 */
export function backendUrl(source: StoredSource | undefined, jobId: string): string | null {
  const template = jobUrlOf(source?.config);
  if (template === null) return null;
  const url = URL.parse(template.replaceAll("{id}", encodeURIComponent(jobId.toWellFormed())));
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

function jobUrlOf(config: string | undefined): string | null {
  try {
    const value: unknown = JSON.parse(config ?? "null");
    if (typeof value !== "object" || value === null || !("jobUrl" in value)) return null;
    return typeof value.jobUrl === "string" ? value.jobUrl : null;
  } catch {
    return null;
  }
}
