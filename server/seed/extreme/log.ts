import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { JobKey } from "../../store/jobs.ts";
import { insertExtremeRun } from "./insert-run.ts";

/** How many lines the log has. */
export const EXTREME_LOG_LINES = 200_000;
const MEGABYTE = 1_048_576;
const TASKS = 50;

/** What the lines say, by turns; `{n}` is the number of the line. */
const MESSAGES = [
  "GET https://shop.example/catalogue/page-{n}.html answered 200 in 41 ms",
  "\u001b[32m✔\u001b[0m stored \u001b[1m20\u001b[22m rows of page {n} \u001b[2m(12 kB)\u001b[0m",
  '{"event":"page","id":12345678901234567890,"n":{n},"ratio":1.10,"links":["/a","/b"],"meta":{"depth":3,"cached":false}}',
  "waiting 250 ms before the next request, {n} so far",
  "\u001b[38;5;208mretry\u001b[0m \u001b[38;2;90;20;160mattempt 1 of 3\u001b[0m for page {n} \u001b[7m slow \u001b[0m",
  "extracted 20 items, 3 without a price, from catalogue/category-{n}/index.html; the selectors were article.product_pod, h3 > a and p.price_color",
  "cache hit for page {n}",
] as const;

const RUNS = `<img src=x onerror="document.title='executed'"><script>document.title='executed'</script>`;

/** Lines that are not like the others, by their seq. */
const ODD_LINES: Record<number, string> = {
  1: "the log begins here",
  11: `</script></title>${RUNS} {{7*7}} \${7*7}`,
  12: "file \u202Etxt.exe\u202C \u2066isolated\u2069 \u200Bzero\uFEFFwidth bell\u0007 back\u0008space delete\u007f csi\u009b31m",
  13: "שלום עולם (error) مرحبا بالعالم 123 and on in English",
  14: `Z${"\u0336\u034f\u0489".repeat(200)}algo`,
  15: "invalid UTF-8 became \uFFFD\uFFFD, emoji 👩‍👩‍👧‍👦 stay whole",
  16: "progress 10%\rprogress 50%\rprogress 100%\r\n\ttabbed\ttext",
  17: "\u001b]8;;javascript:alert(1)\u0007a link\u001b]8;;\u0007 \u001b[2J\u001b[H\u001b[999999999999m \u001b[31;41munreadable\u001b[0m \u001b[8mhidden\u001b[0m \u001b[",
  18: "TypeError: cannot read properties of undefined\n    at parse (app.js:1:1)\n    at next (app.js:2:2)\n    at run (app.js:3:3)",
  19: Array.from({ length: 2000 }, (_, depth) => `    at frame ${depth} (app.js:${depth}:1)`).join("\n"),
  20: `${"a".repeat(40)}!`,
  21: "",
  22: `{"nested":${'{"a":'.repeat(60)}1${"}".repeat(60)}}`,
  [EXTREME_LOG_LINES - 3]: "the needle in the haystack",
  [EXTREME_LOG_LINES]: "the log ends here",
};
/** The lines of a megabyte: of one word, and of JSON. */
const LONG_LINES: Record<number, string> = {
  23: `begin ${"0123456789abcdef".repeat(MEGABYTE / 16)} end of the long line`,
  100000: JSON.stringify({
    kind: "dump",
    rows: Array.from({ length: 16_000 }, (_, id) => ({
      id,
      name: `row ${id}`,
      big: 9_007_199_254_740_993n.toString(),
    })),
  }),
};

/** A run whose log has 200,000 lines: hostile ones, two of a megabyte, and times that go backwards. */
export async function makeLog(db: Kysely<Database>): Promise<JobKey> {
  const began = Date.now() - 3 * 3_600_000;
  const at = (ms: number) => new Date(began + ms).toISOString();
  const took = EXTREME_LOG_LINES * 40;
  const { source, id, runId } = await insertExtremeRun(db, "log", {
    job: {
      createdAt: at(0),
      queuedAt: at(0),
      startedAt: at(0),
      endedAt: at(took),
      tasksTotal: TASKS,
      tasksCompleted: TASKS,
    },
    run: {
      ...{ agentQueuedDate: at(0), agentStartTime: at(0), agentEndTime: at(took) },
      ...{ agentTasksCount: TASKS, agentTasksCompletedCount: TASKS },
      processingTasksReceivedLogLinesCount: EXTREME_LOG_LINES,
    },
  });
  await db
    .insertInto("task")
    .values(
      Array.from({ length: TASKS }, (_, place) => ({
        ...{
          runId,
          seq: place + 1,
          target: `https://shop.example/catalogue/${place + 1}`,
          state: "Completed" as const,
        },
        ...{ queuedAt: at(0), startedAt: at(place * 1000), endedAt: at(place * 1000 + 900) },
      })),
    )
    .execute();
  // Every thousandth line the clock goes back three seconds.
  await sql`
    insert into log_line (run_id, seq, at, level, message, task)
    select ${runId}, n, ${at(0)}::timestamptz + (n * 40 - case when n % 1000 = 0 then 3000 else 0 end) * interval '1 ms',
      case when n % 997 = 0 then 'error' when n % 101 = 0 then 'warning' when n % 5 = 0 then 'debug' else 'info' end,
      replace((${sql.val(MESSAGES)}::text[])[1 + n % ${sql.lit(MESSAGES.length)}], '{n}', n::text),
      case when n % 4 = 0 then null else 1 + n % ${sql.lit(TASKS)} end
    from generate_series(1, ${sql.lit(EXTREME_LOG_LINES)}) as n`.execute(db);
  for (const [seq, message] of Object.entries({ ...ODD_LINES, ...LONG_LINES })) {
    await db
      .updateTable("logLine")
      .set({ message })
      .where("runId", "=", runId)
      .where("seq", "=", Number(seq))
      .execute();
  }
  return { source, id };
}
