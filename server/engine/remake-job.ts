import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { changedPaths } from "../../lib/json/changed-paths.ts";
import { restoreRedacted } from "../../lib/text/redact.ts";
import { badRequest } from "../errors.ts";
import type { RetryEdits } from "../services/job-engine.ts";
import type { StoredDetail } from "../store/job-details.ts";
import { requireKnownHosts } from "./carried-secrets.ts";
import { parseDefinition, requireParams } from "./parse-definition.ts";

/** What a retry is made from, and what it changed of the job that it retries. */
export interface Remade {
  definition: AgentDefinition;
  /** Fields of the new job. */
  made: Pick<JobRow, "name" | "type" | "priority" | "tags" | "maxAttempts"> & { config: string; params: string | null };
  /** As paths; null when nothing changed. */
  edited: string[] | null;
}

/**
 * What a job is made again from. A new configuration decides like an agent's about name, type, priority, tags and attempts; tags
 * and a priority that the job was started with stay. @throws AppError BAD_REQUEST when the parameters do not fit; others
 * when the job's own configuration is needed and cannot be read
 */
export function remakeJob(old: JobRow, detail: StoredDetail | undefined, edits: RetryEdits = {}): Remade {
  const kept = edits.config === undefined ? parseDefinition(detail?.config ?? null) : tryParse(detail?.config ?? null);
  const config = edits.config === undefined ? (detail?.config ?? "") : restored("config", edits.config, detail);
  const definition = edits.config === undefined && kept !== null ? kept : parseDefinition(config);
  const params = edits.params === undefined ? (detail?.params ?? null) : restored("params", edits.params, detail);
  requireParams(definition, params);
  if (edits.config !== undefined || edits.params !== undefined) {
    requireKnownHosts({ definition: kept, params: detail?.params ?? null }, { definition, params }, edits.params);
  }
  const edited = [
    ...(edits.config === undefined ? [] : changedPaths(kept, definition).map((path) => within("config", path))),
    ...changedPaths(jsonOf(detail?.params ?? null), jsonOf(params)).map((path) => within("params", path)),
  ];
  const unchanged = {
    name: old.name,
    type: old.type,
    priority: old.priority,
    tags: old.tags,
    maxAttempts: old.maxAttempts,
  };
  return {
    definition,
    made: {
      ...(edits.config === undefined ? unchanged : fieldsOf(old, kept, definition)),
      config,
      params,
    },
    edited: edited.length === 0 ? null : edited,
  };
}

/**
 * What is given as JSON text, with the secrets that its sender was not shown put back where they stood.
 * @throws AppError BAD_REQUEST when one was moved or changed: whoever may not read it may not send it elsewhere
 */
function restored<Given extends AgentDefinition | string | null>(
  name: "config" | "params",
  given: Given,
  detail: StoredDetail | undefined,
): Given extends null ? null : string;
function restored(name: "config" | "params", given: AgentDefinition | string | null, detail: StoredDetail | undefined) {
  if (given === null) return null;
  const { text, unknown } = restoreRedacted(
    typeof given === "string" ? given : JSON.stringify(given),
    detail?.[name] ?? "{}",
  );
  const [first] = unknown;
  if (first === undefined) return text;
  throw badRequest(
    name,
    `"${first.slice(0, 100)}" stands for a secret, but not where that was; write the value itself`,
  );
}

function fieldsOf(
  old: JobRow,
  kept: AgentDefinition | null,
  { name, type, priority, tags, maxAttempts }: AgentDefinition,
) {
  const own = old.tags.filter((tag) => !kept?.tags.includes(tag));
  return {
    ...{ name, type, maxAttempts },
    priority: priority === kept?.priority ? old.priority : priority,
    tags: [...new Set([...tags, ...own])],
  };
}

function within(part: string, path: string): string {
  return path === "" ? part : `${part}.${path}`;
}

/** Null for what is not kept, or was made by a version that knew other settings. */
function tryParse(config: string | null): AgentDefinition | null {
  try {
    return parseDefinition(config);
  } catch {
    return null;
  }
}

/** None and none of any name are the same. */
function jsonOf(params: string | null): unknown {
  return params === null ? {} : JSON.parse(params);
}
