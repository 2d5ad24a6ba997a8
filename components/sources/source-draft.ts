import type { z } from "zod";
import type { newSourceTestBodySchema, sourceBodySchema } from "../../lib/api/source-schemas.ts";
import type { Source } from "../../lib/api/source-types.ts";
import { BACKENDS, type BackendKind, isBackendKind } from "../../lib/sources/kinds.ts";
import { defaultSettings } from "../../lib/sources/settings.ts";
import type { Problems } from "../ui/problems.ts";

/** What the form holds, as it is typed. */
export interface SourceDraft {
  kind: BackendKind;
  name: string;
  address: string;
  /** Empty to keep the one that is set. */
  key: string;
  /** One a line. */
  partitions: string;
  requestsPerMinute: string;
  newestEvery: string;
  executingEvery: string;
  jobUrl: string;
}

export type SourceRequest = z.input<typeof sourceBodySchema> & { kind?: BackendKind };
export type SourceTestRequest = Omit<z.input<typeof newSourceTestBodySchema>, "kind"> & { kind?: BackendKind };

/** What the form begins with: a stored source, or a new one. */
export function draftOfSource(source: Source | null): SourceDraft {
  const kind = source !== null && isBackendKind(source.kind) ? source.kind : "agenty";
  const settings = source?.settings ?? { ...defaultSettings(kind), address: "" };
  return {
    kind,
    name: source?.name ?? "",
    address: settings.address,
    key: "",
    partitions: settings.partitions.join("\n"),
    ...numbersOf(settings),
    jobUrl: settings.jobUrl ?? "",
  };
}

/** The draft of another kind: what the kind assumes follows, as long as nobody said otherwise. */
export function withKind(draft: SourceDraft, kind: BackendKind): SourceDraft {
  const before = numbersOf(defaultSettings(draft.kind));
  const isUsual = draft.requestsPerMinute === before.requestsPerMinute;
  const usual = numbersOf(defaultSettings(kind));
  return { ...draft, kind, ...(isUsual ? { requestsPerMinute: usual.requestsPerMinute } : {}) };
}

/** What can be told to be wrong without asking the server. */
export function findSourceProblems(draft: SourceDraft): Problems {
  const problems = new Map<string, string>();
  if (draft.name.trim() === "") problems.set("name", "Give the source a name");
  if (!/^https?:\/\/./i.test(draft.address.trim())) {
    problems.set("settings.address", "Must start with http:// or https://");
  }
  const { partitions } = BACKENDS[draft.kind];
  if (partitions !== null && linesOf(draft.partitions).length === 0) {
    problems.set("settings.partitions", `Name at least one ${partitions.one}`);
  }
  for (const name of ["requestsPerMinute", "newestEvery", "executingEvery"] as const) {
    if (!/^\d{1,5}(\.\d{1,3})?$/.test(draft[name].trim())) problems.set(`settings.${name}`, "Must be a number");
  }
  return problems;
}

/** The draft as the API takes it. `forgetsKey`: the source shall have none. */
export function requestOf(draft: SourceDraft, { isNew, forgetsKey }: { isNew: boolean; forgetsKey: boolean }) {
  const { partitions } = BACKENDS[draft.kind];
  const key = draft.key.trim();
  const settings = {
    address: draft.address,
    partitions: partitions === null ? [] : linesOf(draft.partitions),
    requestsPerMinute: Number(draft.requestsPerMinute),
    newestEvery: Number(draft.newestEvery),
    executingEvery: Number(draft.executingEvery),
    jobUrl: draft.jobUrl.trim() === "" ? null : draft.jobUrl,
  };
  const test: SourceTestRequest = {
    ...(isNew && { kind: draft.kind }),
    settings,
    ...(key !== "" ? { key } : forgetsKey ? { key: null } : {}),
  };
  const save: SourceRequest = { ...test, name: draft.name };
  return { test, save };
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
}

function numbersOf(settings: { requestsPerMinute: number; newestEvery: number; executingEvery: number }) {
  return {
    requestsPerMinute: String(settings.requestsPerMinute),
    newestEvery: String(settings.newestEvery),
    executingEvery: String(settings.executingEvery),
  };
}
