"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { AgentDefinitionInput } from "../../lib/api/agent-schema.ts";
import { callApi } from "../../lib/api/client.ts";
import { agentPath, keys } from "../../lib/api/queries.ts";
import type { Agent } from "../../lib/api/types.ts";
import { toastDone, toastFailed } from "../ui/toast.ts";

interface AgentAnswer {
  agent: Agent;
}

function keep(queryClient: QueryClient, answer: AgentAnswer): void {
  queryClient.setQueryData<AgentAnswer>(keys.agent(answer.agent.id), answer);
  void queryClient.invalidateQueries({ queryKey: keys.agents });
}

/** Makes an agent, or with an id replaces the definition of the one that has it. */
export function useSaveAgent() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, definition }: { id: string | null; definition: AgentDefinitionInput }) =>
      id === null
        ? callApi<AgentAnswer>("/api/agents", { method: "POST", body: definition })
        : callApi<AgentAnswer>(agentPath(id), { method: "PUT", body: definition }),
    onSuccess: (answer) => keep(queryClient, answer),
  });
}

/** Pauses or resumes an agent, with whatever else its definition says by then. */
export function useEnableAgent() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, enabled }: { id: string; name: string; enabled: boolean }) => {
      const { agent } = await callApi<AgentAnswer>(agentPath(id));
      return callApi<AgentAnswer>(agentPath(id), { method: "PUT", body: { ...agent.definition, enabled } });
    },
    onSuccess: (answer) => {
      keep(queryClient, answer);
      toastDone(`${answer.agent.enabled ? "Resumed" : "Paused"} ${answer.agent.name}`);
    },
    onError: (error, { name, enabled }) => toastFailed(`Could not ${enabled ? "resume" : "pause"} ${name}`, error),
  });
}

export function useDeleteAgent() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => callApi<void>(agentPath(id), { method: "DELETE" }),
    onSuccess: (_, { name }) => {
      toastDone(`Deleted ${name}`);
      void queryClient.invalidateQueries({ queryKey: keys.agents });
    },
  });
}
