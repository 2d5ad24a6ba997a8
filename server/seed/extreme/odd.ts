import type { Kysely } from "kysely";
import { errorFingerprint } from "../../../lib/jobs/fingerprint.ts";
import type { Database } from "../../db/schema.ts";
import type { JobKey } from "../../store/jobs.ts";
import { insertExtremeRun } from "./insert-run.ts";

/** Says that it was run, on the page's own title and on its console, if a browser runs it. */
const RUNS = `<img src=x onerror="document.title='executed';console.error('executed')"><script>document.title='executed'</script>`;
/** Turns the direction of what follows, and hides what stands between; ends with what a terminal would obey. */
const MARKS = "\u202Etxt.exe\u202C \u2066isolated\u2069 \u200Bzero\uFEFFwidth \u0007\u0008\u001b[31mred\u001b[0m";
const ZALGO = `Z${"\u0336\u034f\u0489".repeat(40)}algo`;
const HOSTILE = `</script></title>${RUNS} ${MARKS} ${ZALGO} \uFFFD\uD83D\uDE00 ' " \` \${7*7} {{7*7}}`;

const STACK = Array.from(
  { length: 400 },
  (_, depth) => `    at ${HOSTILE.slice(0, 40)}#${depth} (https://shop.example/app.js:${depth}:1)`,
).join("\n");

/** A run with hostile texts, times that go backwards, and figures that contradict each other. */
export async function makeOdd(db: Kysely<Database>): Promise<JobKey> {
  const at = (seconds: number) => new Date(Date.now() - 3_600_000 + seconds * 1000).toISOString();
  const error = `TypeError: ${HOSTILE}\n${STACK}\n${"x".repeat(100_000)}`;
  const { source, id } = await insertExtremeRun(db, "odd", {
    job: {
      name: `odd ${HOSTILE}`,
      agentName: `agent ${HOSTILE}`,
      type: HOSTILE,
      state: "Failed",
      rawStatus: HOSTILE,
      startedBy: HOSTILE,
      tags: [HOSTILE, "javascript:document.title='executed'", ""],
      warning: HOSTILE,
      activity: HOSTILE,
      percent: 250,
      priority: -5,
      attempt: 1,
      maxAttempts: 0,
      tasksExpected: 10,
      tasksTotal: 5,
      tasksCompleted: 20,
      tasksFailed: -3,
      cluesTotal: -1,
      resultsTotal: 2_147_483_647,
      createdAt: at(0),
      queuedAt: at(30),
      startedAt: at(20),
      endedAt: at(-600),
      error,
      errorFingerprint: errorFingerprint(error),
      retryOf: HOSTILE,
      params: JSON.stringify({ [HOSTILE]: HOSTILE }),
      config: `not JSON ${HOSTILE}`,
      result: JSON.stringify({
        apiKey: "s3cr3t-of-result",
        answer: HOSTILE,
        lines: [STACK, STACK, STACK].join("\n").split("\n"),
      }),
    },
    run: {
      agentKey: HOSTILE,
      agentId: HOSTILE,
      agentResultIsSuccess: true,
      agentResultIsCancellationRequested: true,
      agentResultMessage: error,
      agentQueuedDate: at(30),
      agentStartTime: at(20),
      agentEndTime: at(-600),
      agentElapsedQueuedTime: -10_000,
      agentElapsedExecutionTime: -620_000,
      agentPercentCompleted: 250,
      agentLastSubmittedDate: at(86_400 * 365 * 100),
      agentExpectedTasksCount: 10,
      agentTasksCount: 5,
      agentTasksQueuedCount: 3,
      agentTasksCompletedCount: 20,
      agentTasksFailedCount: -3,
      agentCluesCount: -1,
      agentCluesQueuedCount: 0,
      agentCluesCompletedCount: 2_147_483_647,
      agentCluesFailedCount: 7,
      processingState: "Executing",
      processingQueuedDate: at(40),
      processingStartTime: at(-700),
      processingEndTime: at(-800),
      processingTasksCount: 100,
      processingTasksQueuedCount: -4,
      processingTasksCompletedCount: 80,
      processingTasksFailedCount: 80,
      processingTasksSkippedCount: 1,
      processingTaskRetriesCount: 2_000_000_000,
      processingTasksAlreadyExistsCount: 0,
      processingTasksAlreadyUpToDateCount: null,
      processingTasksIgnoredCount: 3,
      processingTasksReceivedPayloadsCount: 9,
      processingTasksReceivedCluesCount: 1,
      processingTasksReceivedLogLinesCount: -1,
      processingUpdatedDate: at(-86_400),
    },
  });
  return { source, id };
}
