import { z } from "zod";
import { jobToWire } from "../../lib/dialects/agenty/to-wire.ts";
import { AGENTY_EXPORT_TYPES, type AgentyExportType, type AgentyJob } from "../../lib/dialects/agenty/types.ts";
import { jobSchema } from "../../lib/dialects/agenty/wire.ts";
import { csvLine } from "../../lib/jobs/export-text.ts";
import type { LogLine } from "../../lib/jobs/model.ts";
import { RESULT_FORMATS, resultLine } from "../../lib/jobs/result-export.ts";
import type { Application } from "../app.ts";
import type { Principal } from "../auth/principal.ts";
import { AppError, notFound } from "../errors.ts";
import type { ExportedFile } from "../services/export-service.ts";
import { PROGRAM_SOURCE } from "../services/program-jobs-service.ts";
import { orgOfJob } from "../store/orgs.ts";

const LINK_LIVES_S = 3600;

/** Which file of a job. The ending of its name says in which format. */
export interface JobFile {
  name: string;
  type: AgentyExportType;
  collection: number;
  modified: boolean;
}

/** The query of a link. What it says is looked at once its signature holds. */
export const linkQuery = z.object({
  type: z.enum(AGENTY_EXPORT_TYPES),
  collection: z.string().regex(/^[1-9]\d{0,8}$/),
  modified: z.enum(["0", "1"]),
  expires: z.string().regex(/^\d{1,12}$/),
  signature: z.string().max(100),
});
type LinkQuery = z.output<typeof linkQuery>;

/** The address at which a file of a job can be had for an hour, without a token. */
export function linkTo({ app, request }: { app: Application; request: Request }, id: string, file: JobFile): string {
  const query = {
    type: file.type,
    collection: String(file.collection),
    modified: file.modified ? ("1" as const) : ("0" as const),
    expires: String(Math.floor(Date.now() / 1000) + LINK_LIVES_S),
  };
  const link = new URL(
    `/v2/jobs/${encodeURIComponent(id)}/export/${encodeURIComponent(file.name)}`,
    originOf(app, request),
  );
  link.search = String(new URLSearchParams({ ...query, signature: app.links.sign(signedParts(id, file.name, query)) }));
  return link.href;
}

/**
 * Who may read by a link, and which file. A link is a token for one file: it is the job's organisation's.
 * @throws AppError FORBIDDEN when the link was changed or is too old; NOT_FOUND when the job is gone
 */
export async function readLink(
  app: Application,
  { id, file: name }: { id: string; file: string },
  { signature, ...query }: LinkQuery,
): Promise<{ principal: Principal; file: JobFile }> {
  if (!app.links.isSigned(signedParts(id, name, query), signature)) {
    throw new AppError(
      "FORBIDDEN",
      "This link is not one that was made here. Export the job again, and use the link as it is.",
    );
  }
  if (Number(query.expires) * 1000 <= Date.now()) {
    throw new AppError("FORBIDDEN", "This link has expired. Export the job again for a new one.");
  }
  const org = await orgOfJob(app.store.db, { source: PROGRAM_SOURCE, id });
  if (org === undefined) throw notFound(`Job ${id}`);
  return {
    principal: { kind: "token", id: "link", name: "Download link", org, scopes: ["services:read"] },
    file: { name, type: query.type, collection: Number(query.collection), modified: query.modified === "1" },
  };
}

function signedParts(id: string, name: string, { type, collection, modified, expires }: Omit<LinkQuery, "signature">) {
  return ["agenty", id, name, type, collection, modified, expires];
}

function originOf(app: Application, request: Request): string {
  const { protocol, origin } = new URL(request.url);
  const host = request.headers.get("host");
  return app.config.publicUrl ?? (host === null ? origin : `${protocol}//${host}`);
}

/** A file of a job's latest attempt. @throws AppError NOT_FOUND */
export async function openFile(
  app: Application,
  principal: Principal,
  id: string,
  file: JobFile,
): Promise<ExportedFile> {
  const key = { source: PROGRAM_SOURCE, id };
  if (file.type === "logs") {
    const lines = await app.services.logs.text(
      principal,
      key,
      { after: 0, limit: Number.POSITIVE_INFINITY },
      csvLineOf,
    );
    return { name: file.name, contentType: CSV, parts: after(csvLine(["time", "level", "message"]), lines) };
  }
  const { collection, modified } = file;
  const format = RESULT_FORMATS.find((format) => file.name.toLowerCase().endsWith(`.${format}`)) ?? "csv";
  const which = { collection, modified, format };
  return { ...(await app.services.results.export(principal, key, which)), name: file.name };
}

const FORMATS = ["csv", "json", "tsv"] as const;

/** The files of a job's latest attempt: its collections in each format, and its log. @throws AppError NOT_FOUND */
export async function filesOf({ services }: Application, principal: Principal, id: string): Promise<JobFile[]> {
  const key = { source: PROGRAM_SOURCE, id };
  const { collections } = await services.results.list(principal, key, { collection: 1, after: 0, limit: 1 });
  const results = collections.flatMap(({ collection }) =>
    FORMATS.map((format): JobFile => {
      return { name: `collection${collection}.${format}`, type: "result", collection, modified: true };
    }),
  );
  return [...results, { type: "logs", collection: 1, modified: true, name: "logs.csv" }];
}

const CSV = "text/csv; charset=utf-8; header=present";

function csvLineOf({ at, level, message }: LogLine): string {
  return csvLine([at, level, message]);
}

/** All jobs of the organisation, or those of an agent, as CSV: the fields of a job's answer are its columns. */
export async function jobsFile(
  app: Application,
  principal: Principal,
  agentRef: string | undefined,
): Promise<ExportedFile> {
  const { programJobs } = app.services;
  const account = await programJobs.accountNumber(principal);
  const agentId = agentRef && ((await programJobs.agentId(principal, agentRef)) ?? agentRef);
  const columns = Object.keys(jobSchema.shape) as (keyof AgentyJob)[];
  async function* lines(): AsyncGenerator<string, void, void> {
    for await (const jobs of programJobs.all(principal, { agentId })) {
      const wires = jobs.map(({ job, agentRef }) => jobToWire(job, { agentRef, account }));
      yield wires.map((wire) => csvLine(columns.map((column) => cellOf(wire[column])))).join("");
    }
  }
  return { name: "jobs.csv", contentType: CSV, parts: after(csvLine(columns), lines()) };
}

function cellOf(value: string | number | boolean | null): string | number | null {
  return typeof value === "boolean" ? String(value) : value;
}

async function* after(head: string, parts: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let before = head;
  for await (const part of parts) {
    yield before + part;
    before = "";
  }
  if (before !== "") yield before;
}

/** A page of a result as JSON text. Rows are as they are stored, letter by letter, so that numbers stay exact. */
export async function* resultText({
  pages,
  ...about
}: {
  total: number;
  limit: number;
  offset: number;
  returned: number;
  pages: AsyncIterable<readonly string[]>;
}): AsyncGenerator<string, void, void> {
  const { total, limit, offset, returned } = about;
  let part = `${JSON.stringify({ total, limit, offset, returned }).slice(0, -1)},"result":[`;
  let first = true;
  for await (const page of pages) {
    for (const data of page) {
      part += resultLine("json", [], data, { first });
      first = false;
    }
    yield part;
    part = "";
  }
  yield `${part}]}`;
}
