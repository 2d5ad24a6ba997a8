/** As much of a text of unknown length is shown, and sent, before somebody asks for the rest. */
export const SHOWN_CHARACTERS = 64 * 1024;

/** What of a job's, and of its agent's, can be read whole: as it is kept, in JSON, without secrets; `answer` is what a backend answered. */
export const DOCUMENT_NAMES = ["params", "config", "result", "job", "run", "agent", "answer"] as const;
export type DocumentName = (typeof DOCUMENT_NAMES)[number];

/** So many lines of a document are read at once, */
export const LINES_A_WINDOW = 100;
/** and so many bytes of each: no answer is large, whatever the text. */
export const LINE_BYTES = 2000;
