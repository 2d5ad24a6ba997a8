import { describe, expect, it } from "vitest";
import { definitionOf, draftOf } from "../../../components/agents/agent-draft.ts";
import { jsonOf, readJson } from "../../../components/agents/agent-json.ts";
import { findProblems } from "../../../components/agents/agent-problems.ts";
import { agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import { SAMPLE_AGENTS } from "../../../server/engine/samples/sample-agents.ts";

describe("the sample agents in the form", () => {
  it.each(SAMPLE_AGENTS)("$name comes out as it went in", (sample) => {
    const definition = agentDefinitionSchema.parse(sample);
    const draft = draftOf(definition);
    expect(findProblems(draft)).toEqual(new Map());
    expect(agentDefinitionSchema.parse(definitionOf(draft))).toEqual(definition);
    expect(readJson(jsonOf(draft))).toEqual({ draft });
  });
});
