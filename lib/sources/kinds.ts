/** The backends that can be connected. The built-in engine, `local`, is always there and is none of these. */
export const BACKEND_KINDS = ["agenty", "ai-connect", "sentimatrix", "cluedin"] as const;
export type BackendKind = (typeof BACKEND_KINDS)[number];

/** What the console says of a kind of backend, and what it assumes until told otherwise. */
export interface BackendPresentation {
  /** What the vendor calls it. */
  name: string;
  /** What it is and what can be done with its jobs, in a line. */
  about: string;
  /** Where the vendor's own service is, as an example of an address. */
  exampleAddress: string;
  /** What its key is called. */
  keyName: string;
  /** What its jobs are listed by, when there is no list of all of them: the ids of these have to be given. */
  partitions: { one: string; many: string } | null;
  /** Calls a minute that the vendor allows, or that nobody has complained of where it says nothing. */
  requestsPerMinute: number;
}

export const BACKENDS: Record<BackendKind, BackendPresentation> = {
  agenty: {
    name: "Agenty",
    about: "Scraping agents. Their jobs can be stopped, and have logs and results.",
    exampleAddress: "https://api.agenty.com",
    keyName: "API key",
    partitions: null,
    requestsPerMinute: 120,
  },
  "ai-connect": {
    name: "AI Connect",
    about: "Agent jobs. They can be started and cancelled, and have logs and tasks.",
    exampleAddress: "https://connect.example.com/api/v0",
    keyName: "Bearer token",
    partitions: null,
    requestsPerMinute: 120,
  },
  sentimatrix: {
    name: "Sentimatrix",
    about: "Scrape jobs, by project. They can be cancelled and retried, and have logs and targets.",
    exampleAddress: "https://sentimatrix.example.com",
    keyName: "Bearer token",
    partitions: { one: "project", many: "projects" },
    requestsPerMinute: 90,
  },
  cluedin: {
    name: "CluedIn",
    about: "Job runs with both halves. They can be watched, not changed.",
    exampleAddress: "https://app.cluedin.example.com",
    keyName: "Bearer token",
    partitions: null,
    requestsPerMinute: 120,
  },
};

export function isBackendKind(kind: string): kind is BackendKind {
  return BACKEND_KINDS.some((known) => known === kind);
}
