/** What an API token may do: read services, or also start, cancel, retry and change things. */
export const SCOPES = ["services:read", "services:write"] as const;
export type Scope = (typeof SCOPES)[number];

/** The scopes that a token of these has: each once, in their usual order, and reading wherever there is writing. */
export function withImpliedScopes(scopes: readonly Scope[]): Scope[] {
  const writes = scopes.includes("services:write");
  return SCOPES.filter((scope) => scopes.includes(scope) || (scope === "services:read" && writes));
}
