"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callApi } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/queries.ts";
import type { Scope } from "../../lib/api/scopes.ts";
import { tokenPath } from "../../lib/api/token-queries.ts";
import type { ApiToken, NewApiToken } from "../../lib/api/types.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import { toastDone } from "../ui/toast.ts";

/** What a token is made of. */
export interface TokenRequest {
  name: string;
  scopes: Scope[];
  expiresAt: Instant | null;
}

export function useMakeToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: TokenRequest) => callApi<NewApiToken>("/api/tokens", { method: "POST", body }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export function useRevokeToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: ApiToken) => callApi<void>(tokenPath(id), { method: "DELETE" }),
    onSuccess: async (_, { name }) => {
      await queryClient.invalidateQueries({ queryKey: keys.tokens });
      toastDone(`Revoked “${name}”`);
    },
  });
}
