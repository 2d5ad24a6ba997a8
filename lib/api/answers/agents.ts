import { z } from "zod";
import { agentDefinitionSchema } from "../agent-schema.ts";
import type { Agent, Page } from "../types.ts";
import { answerOf } from "./answer-of.ts";
import { flag, instant, jobCounts, jobId, jobState, pageOf, source, text } from "./values.ts";

const agent = answerOf<Agent>()(
  "Agent",
  "A definition that jobs are started from, with what became of its jobs.",
  z.object({
    id: text,
    source,
    name: text,
    type: text,
    enabled: flag,
    definition: agentDefinitionSchema,
    schedule: z
      .object({ cron: text, timezone: text, nextAt: instant.nullable().describe("Null while the agent is disabled.") })
      .nullable(),
    counts: jobCounts,
    lastJob: z.object({ id: jobId, state: jobState, createdAt: instant, endedAt: instant.nullable() }).nullable(),
    createdAt: instant,
    updatedAt: instant,
  }),
);

export const agentPage = answerOf<Page<Agent>>()("AgentPage", "All agents by name, on one page.", pageOf(agent));

export const agentAnswer = answerOf<{ agent: Agent }>()("AgentAnswer", "The agent as it is now.", z.object({ agent }));
