/** As much of a text of unknown length is shown, and sent, before somebody asks for the rest. */
export const SHOWN_CHARACTERS = 64 * 1024;

/** What of a job's, and of its agent's, can be read whole: as it is kept, in JSON, without secrets; `answer` is what a backend answered. */
export const DOCUMENT_NAMES = ["params", "config", "result", "job", "run", "agent", "answer"] as const;
export type DocumentName = (typeof DOCUMENT_NAMES)[number];
