/** Who asks: a person with a session, or the bearer of the API token. */
export interface Principal {
  kind: "person" | "token";
  id: string;
  /** What the audit log shows. */
  name: string;
  /** The organisation that every query of this principal is scoped to. */
  org: string;
}

/** The organisation of a fresh installation. */
export const DEFAULT_ORG = "default";
