import { type AgentDefinition, agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import { areParams, readParams } from "../../lib/jobs/params.ts";
import { fillAddresses, isPlaceholderProblem, type PlaceholderProblem } from "../../lib/jobs/placeholders.ts";
import { badRequest } from "../errors.ts";

/** The definition that a job was made with, from the JSON text kept with it. */
export function parseDefinition(config: string | null): AgentDefinition {
  return agentDefinitionSchema.parse(JSON.parse(config ?? "null"));
}

/** The definition with parameters, given as JSON text, in its addresses, or why they do not fit. */
export function withParams(definition: AgentDefinition, params: string | null): AgentDefinition | PlaceholderProblem {
  const read = readParams(params);
  return areParams(read) ? fillAddresses(definition, read) : { field: "params", message: read.problem };
}

/** @throws AppError BAD_REQUEST at `params.{name}` when the parameters, as JSON text, do not fit the definition */
export function requireParams(definition: AgentDefinition, params: string | null): void {
  const filled = withParams(definition, params);
  if (isPlaceholderProblem(filled)) throw badRequest(filled.field, filled.message);
}
