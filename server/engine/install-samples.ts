import { randomUUID } from "node:crypto";
import { agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import { insertAgent } from "../store/agents.ts";
import type { Store } from "../store/write.ts";
import type { Engine } from "./engine.ts";
import { SAMPLE_AGENTS } from "./samples/sample-agents.ts";

const INSTALLER = { kind: "token", id: "samples", name: "Watchfloor" } as const;

/**
 * Gives an organisation that never had an agent the sample agents, and starts those without a schedule. Returns how
 * many were added: none where there is or was an agent, or when another node is faster.
 */
export async function installSamples(
  engine: Pick<Engine, "start" | "agentsChanged">,
  store: Store,
  org: string,
): Promise<number> {
  const agents = SAMPLE_AGENTS.map((input) => ({
    id: randomUUID(),
    org,
    source: "local",
    definition: agentDefinitionSchema.parse(input),
  }));
  const installed = await store
    .write(async (tx) => {
      const any = await tx.db.selectFrom("agent").select("id").where("org", "=", org).limit(1).executeTakeFirst();
      if (any !== undefined) return false;
      for (const agent of agents) await insertAgent(tx, agent);
      return true;
    })
    .catch((error) => {
      if (error instanceof Error && "constraint" in error && error.constraint === "agent_name") return false;
      throw error;
    });
  if (!installed) return 0;
  await engine.agentsChanged();
  for (const { id, definition } of agents) {
    if (definition.schedule === null) await engine.start(org, id, { trigger: "manual", actor: INSTALLER });
  }
  return agents.length;
}
