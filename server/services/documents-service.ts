import { setImmediate } from "node:timers/promises";
import type { DocumentName } from "../../lib/jobs/shown-text.ts";
import { prettyPieces } from "../../lib/json/pretty-json.ts";
import { redactInSteps } from "../../lib/text/redact.ts";
import type { Principal } from "../auth/principal.ts";
import { notFound } from "../errors.ts";
import { readDocument } from "../store/job-documents.ts";
import type { Store } from "../store/write.ts";
import type { ExportedFile } from "./export-service.ts";
import { type RunKey, requireJob } from "./find-job.ts";

const MAX_INT = 2_147_483_647;

/** What is kept of a job as text, however long. */
export class DocumentsService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * A text whole: JSON with line breaks and without secrets, or the text as it is when it is no JSON. It is made ready and sent
   * in steps, between which others have their turn. @throws AppError NOT_FOUND
   */
  async read(principal: Principal, key: RunKey, name: DocumentName): Promise<ExportedFile> {
    const { db } = this.#store;
    const job = await requireJob(db, principal, key);
    const attempt = key.attempt === undefined ? null : Math.min(key.attempt, MAX_INT);
    const text = await readDocument(db, principal.org, job, name, attempt);
    if (text === null) throw notFound(`The ${name} of job ${key.source}/${key.id}`);
    return {
      name: `${[fileWord(job.source), fileWord(job.id), name, attempt].filter((word) => word !== null).join("-")}.json`,
      contentType: "text/plain; charset=utf-8",
      parts: parts(text),
    };
  }
}

async function* parts(text: string): AsyncGenerator<string, void, void> {
  const steps = redactInSteps(text);
  let step = steps.next();
  for (; !step.done; step = steps.next()) await setImmediate();
  if (!/^\s*[[{"]/.test(step.value)) yield step.value;
  else yield* prettyPieces(step.value);
}

/** What of a text can be part of a file's name anywhere. */
function fileWord(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 60);
}
