import { setImmediate } from "node:timers/promises";
import type { DocumentLines } from "../../lib/api/job-types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { DocumentName } from "../../lib/jobs/shown-text.ts";
import { prettyPieces } from "../../lib/json/pretty-json.ts";
import { redactInSteps } from "../../lib/text/redact.ts";
import type { Principal } from "../auth/principal.ts";
import { notFound } from "../errors.ts";
import { describeDocument, readDocument } from "../store/job-documents.ts";
import type { Store } from "../store/write.ts";
import type { ExportedFile } from "./export-service.ts";
import { type RunKey, requireJob, toInt } from "./find-job.ts";
import { LineIndex } from "./line-index.ts";
import { RecentAnswers } from "./recent-answers.ts";

/** Texts over this size are kept with their lines while somebody reads them: to make such a one ready takes seconds. */
const LARGE_BYTES = 256 * 1024;
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 3;

/** What is kept of a job as text, however long. */
export class DocumentsService {
  readonly #store: Store;
  readonly #kept = new RecentAnswers<LineIndex>(KEPT_MS, MOST_KEPT);

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * A text whole: JSON with line breaks and without secrets, or the text as it is when it is no JSON. It is made ready and sent
   * in steps, between which others have their turn. @throws AppError NOT_FOUND
   */
  async read(principal: Principal, key: RunKey, name: DocumentName): Promise<ExportedFile> {
    const { job, attempt } = await this.#find(principal, key);
    const text = await this.#text(principal, job, name, attempt);
    return {
      name: `${[fileWord(job.source), fileWord(job.id), name, attempt].filter((word) => word !== null).join("-")}.json`,
      contentType: "text/plain; charset=utf-8",
      parts: parts(text),
    };
  }

  /** Some lines of the same text. @throws AppError NOT_FOUND */
  async lines(
    principal: Principal,
    key: RunKey,
    name: DocumentName,
    { from, limit }: { from: number; limit: number },
  ): Promise<DocumentLines> {
    const { job, attempt } = await this.#find(principal, key);
    const make = async () => new LineIndex(await collect(parts(await this.#text(principal, job, name, attempt))));
    const about = await describeDocument(this.#store.db, job, name);
    const index =
      about === undefined || about.bytes <= LARGE_BYTES
        ? await make()
        : await this.#kept.read(JSON.stringify([job.source, job.id, name, about.version]), make);
    return { from, lines: index.lines(from, limit), total: index.total, bytes: index.bytes };
  }

  async #find(principal: Principal, key: RunKey): Promise<{ job: JobRow; attempt: number | null }> {
    const job = await requireJob(this.#store.db, principal, key);
    return { job, attempt: key.attempt === undefined ? null : toInt(key.attempt) };
  }

  async #text(principal: Principal, job: JobRow, name: DocumentName, attempt: number | null): Promise<string> {
    const text = await readDocument(this.#store.db, principal.org, job, name, attempt);
    if (text === null) throw notFound(`The ${name} of job ${job.source}/${job.id}`);
    return text;
  }
}

async function collect(texts: AsyncGenerator<string, void, void>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const text of texts) {
    pieces.push(Buffer.from(text));
    await setImmediate();
  }
  return Buffer.concat(pieces);
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
