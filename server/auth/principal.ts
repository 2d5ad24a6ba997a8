import type { Scope } from "../../lib/api/scopes.ts";
import { AppError } from "../errors.ts";

/** Who asks: a person with a session, or the bearer of an API token. */
export interface Principal {
  kind: "person" | "token";
  id: string;
  /** What the audit log shows. */
  name: string;
  /** The organisation that every query of this principal is scoped to. */
  org: string;
  /** What it may do; people may do everything. */
  scopes: readonly Scope[];
}

/** The organisation of a fresh installation. */
export const DEFAULT_ORG = "default";

/** To be called before anything is done for a principal. @throws AppError FORBIDDEN, naming the scope that is missing */
export function requireScope(principal: Principal, scope: Scope): void {
  if (principal.scopes.includes(scope)) return;
  throw new AppError("FORBIDDEN", `This API token lacks the scope ${scope}. Use one that has it.`);
}

/** Refuses tokens, for what only a person with a session may do. @throws AppError FORBIDDEN */
export function requirePerson(principal: Principal): void {
  if (principal.kind === "person") return;
  throw new AppError("FORBIDDEN", "An API token cannot do this. Sign in to the console instead.");
}
