import type { Capabilities } from "../../lib/jobs/model.ts";
import { RUN_PARTS } from "../../lib/jobs/run-parts.ts";
import { BACKEND_CAPABILITIES } from "../../lib/sources/capabilities.ts";
import { isBackendKind } from "../../lib/sources/kinds.ts";
import type { StoredSource } from "../store/sources.ts";

/** What the built-in engine can do with its jobs. */
export const LOCAL: Capabilities = {
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

/**
 * What can be done to the jobs of a source, and what it tells of their runs. The built-in engine lacks nothing; a connected
 * backend, which has an address, can do what its kind can; of jobs that are only kept, there is all but what the `lacks` of the
 * source's configuration names, as in `{"lacks": ["logs"]}`.
 */
export function capabilitiesOf(source: StoredSource | undefined): Capabilities {
  if (source?.kind === "local") return LOCAL;
  if (source !== undefined && isBackendKind(source.kind) && typeof settingOf(source, "address") === "string") {
    return BACKEND_CAPABILITIES[source.kind];
  }
  const lacks = settingOf(source, "lacks");
  if (!Array.isArray(lacks)) return KEPT;
  return { ...KEPT, ...Object.fromEntries(RUN_PARTS.map((part) => [part, !lacks.includes(part)])) };
}

/**
 * Where the backend itself shows a job: the `jobUrl` of its source's configuration, an http(s) address in which `{id}` stands
 * for the job's id. Null when the source has none.
 */
export function backendUrl(source: StoredSource | undefined, jobId: string): string | null {
  const template = settingOf(source, "jobUrl");
  if (typeof template !== "string") return null;
  const url = URL.parse(template.replaceAll("{id}", encodeURIComponent(jobId.toWellFormed())));
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** A member of a source's configuration, which people write: it may be anything, or no JSON at all. */
function settingOf(source: StoredSource | undefined, name: string): unknown {
  try {
    const config: unknown = JSON.parse(source?.config ?? "null");
    return typeof config === "object" && config !== null ? Object.getOwnPropertyDescriptor(config, name)?.value : null;
  } catch {
    return null;
  }
}
