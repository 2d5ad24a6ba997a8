import type { AgentDefinition } from "../../../lib/api/agent-schema.ts";
import { hasNotBegun, type ToldJob } from "../../../lib/dialects/sentimatrix/to-wire.ts";
import { askedSchema } from "../../../lib/dialects/sentimatrix/wire.ts";
import { isPlaceholderProblem } from "../../../lib/jobs/placeholders.ts";
import { pageAddresses } from "../../engine/extract/page-addresses.ts";
import { parseDefinition, withParams } from "../../engine/parse-definition.ts";
import { AppError } from "../../errors.ts";
import type { ProgramJobDetail } from "../../services/program-jobs-service.ts";
import { NO_TARGETS_FIELD } from "./dialect.ts";

/** Tells of jobs of one answer. Jobs of a project were mostly made with the same, which is then read once. */
export class JobTeller {
  readonly #definitions = new Map<string, AgentDefinition | null>();
  readonly #counts = new Map<string, number | null>();

  tell({ job, agentRef, asked, detail }: ProgramJobDetail): ToldJob {
    const definition = this.#definitionOf(detail.config);
    const isKnown = job.type === "scraping" && !hasNotBegun(job) && job.tasksTotal !== null;
    const count = job.type === "crawling" ? 1 : isKnown ? job.tasksTotal : this.#countOf(definition, detail);
    const ids =
      asked?.dialect === "sentimatrix" ? askedSchema.safeParse(JSON.parse(asked.body)).data?.target_ids : null;
    return {
      job,
      projectId: agentRef,
      // A retry with other addresses has other targets than were asked for.
      targets: { count, asked: ids?.length === count ? (ids ?? null) : null },
      maxResults: definition?.maxResultsPerTarget ?? null,
    };
  }

  #definitionOf(config: string | null): AgentDefinition | null {
    if (config === null) return null;
    const known = this.#definitions.get(config);
    if (known !== undefined) return known;
    const definition = tryParse(config);
    this.#definitions.set(config, definition);
    return definition;
  }

  #countOf(definition: AgentDefinition | null, { params, config }: ProgramJobDetail["detail"]): number | null {
    if (definition === null) return null;
    const key = `${params}\n${config}`;
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const filled = withParams(definition, params);
    const count = isPlaceholderProblem(filled) ? null : startAddresses(filled).length;
    this.#counts.set(key, count);
    return count;
  }
}

/**
 * The addresses of a project's targets, in order.
 * @throws AppError BAD_REQUEST at `targets` when they need parameters, which this API does not have
 */
export function targetAddresses(definition: AgentDefinition): string[] {
  const filled = withParams(definition, null);
  if (!isPlaceholderProblem(filled)) return startAddresses(filled);
  const message = `The project has no targets that can be scraped without parameters: ${filled.field} ${filled.message}.`;
  throw new AppError("BAD_REQUEST", message, { field: NO_TARGETS_FIELD });
}

function startAddresses(definition: AgentDefinition): string[] {
  return definition.type === "crawling" ? [definition.startUrl] : pageAddresses(definition).addresses;
}

/** Null for what an older version made, which knew other settings. */
function tryParse(config: string): AgentDefinition | null {
  try {
    return parseDefinition(config);
  } catch {
    return null;
  }
}
