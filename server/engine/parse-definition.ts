import { type AgentDefinition, agentDefinitionSchema } from "../../lib/api/agent-schema.ts";

/** The definition that a job was made with, from the JSON text kept with it. */
export function parseDefinition(config: string | null): AgentDefinition {
  return agentDefinitionSchema.parse(JSON.parse(config ?? "null"));
}
