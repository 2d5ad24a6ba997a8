import type { Kysely } from "kysely";
import { compilePattern, type LogFilter, type LogQuery, literalPattern } from "../../lib/jobs/log-search.ts";
import type { Database } from "../db/schema.ts";
import { readSearched } from "../store/logs.ts";
import type { PatternSearcher } from "./pattern-searcher.ts";

/** The most of a message that a pattern is run over, in characters. Plain texts are looked for in the whole of it. */
const SEARCHED_OF_MESSAGE = 8192;
const FIRST_STEP = 5000;
const LONGEST_STEP = 50_000;
/** Lines whose messages leave the database at a time. */
const PATTERN_STEP = 1000;
const STEP_MS = 60;

/** Lines that were found in a part of a log, which ends with the line `to`. */
export interface Found {
  seqs: number[];
  /** Where the pattern stands in each of them, as starts and ends by turns; null when a plain text was looked for. */
  marks: number[][] | null;
  to: number;
  /** The line at which the pattern was given up for taking too long; nothing after it was looked at. */
  slowAt: number | null;
}

export interface LogWalk {
  runId: number;
  filter: LogFilter;
  query: LogQuery | null;
  after: number;
  /** The last line to look at. */
  to: number;
  /** The most lines that are found in one part. */
  most: number;
}

/**
 * Looks through a log part by part. A part takes the database some 60 ms: the embedded one does nothing else meanwhile and
 * can't be stopped, so parts grow only as fast as the last one was.
 */
export async function* walkLog(db: Kysely<Database>, searcher: PatternSearcher, walk: LogWalk): AsyncGenerator<Found> {
  const { runId, filter, query, to: end, most } = walk;
  const pattern = patternOf(query);
  const holding = pattern === null && query !== null ? query.text : null;
  const longest = pattern === null ? LONGEST_STEP : PATTERN_STEP;
  let step = Math.min(FIRST_STEP, longest);
  for (let after = walk.after; after < end; ) {
    const to = Math.min(end, after + step);
    const of = pattern === null ? 0 : SEARCHED_OF_MESSAGE;
    const began = performance.now();
    const lines = await readSearched(db, runId, filter, { after, to, of, holding, limit: most });
    const took = performance.now() - began;
    const last = lines.at(-1);
    // As many as were asked for: there may be more between the last of them and the end of the part.
    const reached = lines.length === most && last !== undefined ? last.seq : to;
    if (pattern === null) {
      yield { seqs: lines.map(({ seq }) => seq), marks: null, to: reached, slowAt: null };
    } else {
      const reply = await searcher.search(
        pattern,
        lines.map(({ message }) => message),
      );
      const slowAt = reply.slow === null ? null : (lines[reply.slow]?.seq ?? reached);
      yield {
        seqs: reply.matches.map(({ index }) => lines[index]?.seq ?? 0),
        marks: reply.matches.map(({ marks }) => marks),
        to: slowAt === null ? reached : slowAt - 1,
        slowAt,
      };
      if (slowAt !== null) return;
    }
    after = reached;
    const factor = Math.min(2, Math.max(0.25, STEP_MS / Math.max(1, took)));
    step = Math.min(longest, Math.max(500, Math.round(step * factor)));
  }
}

/**
 * Plain ASCII is left to the database, which folds its case as the browser does; of other letters that depends on how the
 * database was set up, so they are found here.
 */
function patternOf(query: LogQuery | null): RegExp | null {
  if (query === null) return null;
  if (query.regex) return compilePattern(query.text);
  return /^[\x20-\x7e]*$/.test(query.text) ? null : new RegExp(literalPattern(query.text).source, "i");
}
