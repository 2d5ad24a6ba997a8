import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { Task } from "../../lib/jobs/model.ts";

const ERROR_KEPT = 2000;

/** How often a page of this agent may be tried in all. */
export function triesOf({ taskRetries = 0 }: AgentDefinition): number {
  return taskRetries + 1;
}

/** What becomes of a task whose try has failed: it waits for the next one, to begin no sooner than `dueAt`. */
export function nextTryOf(task: Task, error: string, { taskRetryDelaySeconds = 0 }: AgentDefinition, now: Date) {
  return {
    state: "Queued",
    attempt: task.attempt + 1,
    startedAt: null,
    dueAt: new Date(now.getTime() + taskRetryDelaySeconds * 1000).toISOString(),
    earlierError: error.slice(0, ERROR_KEPT),
  } as const;
}

/** `try 2 of 3`; null for a task that is tried once. */
export function tryInWords({ attempt, maxAttempts }: Pick<Task, "attempt" | "maxAttempts">): string | null {
  return maxAttempts === 1 ? null : `try ${attempt} of ${maxAttempts}`;
}
