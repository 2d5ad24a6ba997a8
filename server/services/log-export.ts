import type { Kysely } from "kysely";
import { type LogFormat, lineInFile } from "../../lib/jobs/log-line-text.ts";
import type { LogFilter, LogQuery } from "../../lib/jobs/log-search.ts";
import type { LogLine } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { walkLog } from "../log-search/log-walk.ts";
import type { PatternSearcher } from "../log-search/pattern-searcher.ts";
import { getLogLine, lastLogSeq, listLogLines, listLogLinesBySeq } from "../store/logs.ts";
import type { ExportedFile } from "./export-service.ts";

/** Lines that are read at a time. Long messages are read one by one, so that memory is this and one message. */
const PAGE = 500;
const MOST_IN_PART = 10_000;
const ENDINGS = { text: "log", ndjson: "ndjson" } as const satisfies Record<LogFormat, string>;
const CONTENT_TYPES = {
  text: "text/plain; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
} as const satisfies Record<LogFormat, string>;

export interface LogExport {
  job: string;
  attempt: number | undefined;
  runId: number | undefined;
  format: LogFormat;
  filter: LogFilter;
  query: LogQuery | null;
}

/** The text of lines, each with its whole message. Long ones are parts of their own, read one by one. */
async function* linesAsText(
  db: Kysely<Database>,
  runId: number,
  pages: AsyncIterable<readonly LogLine[]>,
  textOf: (line: LogLine) => string,
): AsyncGenerator<string, void, void> {
  for await (const lines of pages) {
    let part = "";
    for (const line of lines) {
      if (line.bytes === undefined) {
        part += textOf(line);
        continue;
      }
      if (part !== "") yield part;
      part = "";
      yield textOf((await getLogLine(db, runId, line.seq)) ?? line);
    }
    if (part !== "") yield part;
  }
}

/** The text of at most `limit` lines after the line `after`, as `textOf` writes each; to the line that is the last when it begins. */
export async function* readLogText(
  db: Kysely<Database>,
  runId: number,
  { after, limit }: { after: number; limit: number },
  textOf: (line: LogLine) => string,
): AsyncGenerator<string, void, void> {
  const to = Math.min(after + limit, await lastLogSeq(db, runId));
  async function* pages(): AsyncGenerator<LogLine[]> {
    for (let from = after; from < to; from += PAGE) {
      yield await listLogLines(db, runId, { after: from, limit: Math.min(PAGE, to - from), levels: [] });
    }
  }
  yield* linesAsText(db, runId, pages(), textOf);
}

/** A log as a file, with whole messages. It ends with the line that was the last when it began. */
export function exportLog(db: Kysely<Database>, searcher: PatternSearcher, request: LogExport): ExportedFile {
  const { job, attempt, runId, format, filter, query } = request;

  async function* pages(run: number): AsyncGenerator<LogLine[]> {
    const to = await lastLogSeq(db, run);
    if (query === null) {
      for (let after = 0; after < to; ) {
        const about = { levels: filter.levels, task: filter.task ?? undefined };
        const lines = await listLogLines(db, run, { ...about, after, limit: PAGE });
        const last = lines.at(-1);
        if (last === undefined) return;
        yield lines.filter(({ seq }) => seq <= to);
        after = last.seq;
      }
      return;
    }
    for await (const { seqs, slowAt } of walkLog(db, searcher, {
      ...{ runId: run, filter, query, after: 0, to, most: MOST_IN_PART },
    })) {
      for (let place = 0; place < seqs.length; place += PAGE) {
        yield await listLogLinesBySeq(db, run, seqs.slice(place, place + PAGE));
      }
      if (slowAt !== null) throw new Error(`The pattern takes too long on line ${slowAt}.`);
    }
  }

  async function* parts(): AsyncGenerator<string, void, void> {
    if (runId !== undefined) yield* linesAsText(db, runId, pages(runId), (line) => lineInFile(format, line));
  }

  const words = ["log", job.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 60), attempt === undefined ? "" : `run-${attempt}`];
  const name = `${words.filter((word) => word !== "").join("-")}.${ENDINGS[format]}`;
  return { name, contentType: CONTENT_TYPES[format], parts: parts() };
}
