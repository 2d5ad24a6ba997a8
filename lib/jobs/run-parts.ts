/** What of a run a source may not give; each has a tab of the job's page. */
export const RUN_PARTS = ["tasks", "logs", "results"] as const;

export type RunPart = (typeof RUN_PARTS)[number];

/** What they are called in a sentence: "gives no log lines". */
export const RUN_PART_WORDS: Record<RunPart, string> = { tasks: "tasks", logs: "log lines", results: "results" };
