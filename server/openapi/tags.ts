/** An API that is served here: the console's own, and those of other products that it speaks. */
export type ApiName = "Console" | "Agenty" | "AI Connect" | "Sentimatrix" | "CluedIn";

export interface TagPresentation {
  /** The API that it is a part of. */
  api: ApiName;
  description: string;
}

const consolePart = (description: string): TagPresentation => ({ api: "Console", description });

/** The parts of the APIs, in the order of the reference. */
export const TAGS = {
  Overview: consolePart("Counts, throughput, failures and changes of everything that the caller may see."),
  Jobs: consolePart("Lists of jobs, one job with its attempts, and what can be asked of it."),
  Tasks: consolePart("The tasks of an attempt: pages for the built-in engine, targets or tasks for others."),
  Logs: consolePart("The log of an attempt: read, searched, and as a file."),
  Results: consolePart("What an attempt stored, and how it differs from what the run before had found."),
  "Bulk actions": consolePart("Cancels and retries of many jobs at once."),
  Agents: consolePart("Definitions that jobs are started from."),
  Sources: consolePart("Job systems that are watched: the built-in engine, and the backends that are connected."),
  "Views and preferences": consolePart("Saved lists, and what people choose for themselves."),
  "API tokens": consolePart("Credentials of programs."),
  "Signing in": consolePart("Sessions of browsers."),
  Reference: consolePart("This description itself."),
  Agenty: {
    api: "Agenty",
    description: "The jobs API of Agenty, on the jobs of the built-in engine; `docs/dialects.md` says what is what.",
  },
  "AI Connect": {
    api: "AI Connect",
    description: "AI Connect's agent jobs, on the jobs of the built-in engine; `docs/dialects.md` says what is what.",
  },
  Sentimatrix: {
    api: "Sentimatrix",
    description:
      "The jobs API of Sentimatrix, on the jobs of the built-in engine; `docs/dialects.md` says what is what, its WebSocket included.",
  },
  CluedIn: {
    api: "CluedIn",
    description: "The jobs API of CluedIn, on the jobs of the built-in engine; `docs/dialects.md` says what is what.",
  },
} as const satisfies Record<string, TagPresentation>;

export type Tag = keyof typeof TAGS;
