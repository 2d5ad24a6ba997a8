import type { Capabilities } from "../jobs/model.ts";
import type { BackendKind } from "./kinds.ts";

const NOTHING: Capabilities = {
  ...{ start: false, cancel: false, retry: false, retryWithEdits: false, logs: false, tasks: false, results: false },
};

/** What each backend's API can do with its jobs, and what it tells of their runs. */
export const BACKEND_CAPABILITIES: Record<BackendKind, Capabilities> = {
  agenty: { ...NOTHING, start: true, cancel: true, logs: true, results: true },
  "ai-connect": { ...NOTHING, start: true, cancel: true, logs: true, tasks: true },
  sentimatrix: { ...NOTHING, start: true, cancel: true, retry: true, logs: true, tasks: true },
  cluedin: NOTHING,
};
