"use client";

import { type Query, useQueryClient } from "@tanstack/react-query";
import { jobQueries } from "../../lib/api/job-queries.ts";
import type { JobDetail } from "../../lib/api/job-types.ts";
import { withCommand, withLines, withRun } from "../../lib/api/merge.ts";
import { keys, type LiveTasks } from "../../lib/api/queries.ts";
import type { JobPatch, LogLine, Task } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import type { LiveEvent } from "../../lib/realtime/protocol.ts";
import { queuePatch } from "./patch-queue.ts";
import { useRoom } from "./use-room.ts";

/** The newest lines; whoever shows the log takes them from here as they come, and fetches any other. */
const LINES_HELD = 2000;

/**
 * Keeps one job's page up to date: the job, its run and commands where they are cached. Pushed tasks and log lines are
 * kept beside the pages fetched and laid over them when shown, so that neither can overwrite the other.
 */
export function useJobFeed(source: string, id: string, revision: number | undefined): void {
  const queryClient = useQueryClient();
  const jobQueryKey = keys.job(source, id);

  const updateDetail = (update: (detail: JobDetail) => JobDetail) =>
    queryClient.setQueryData<JobDetail>(jobQueryKey, (detail) => detail && update(detail));

  const isOfLatestRun = (runId: number) => {
    const run = queryClient.getQueryData<JobDetail>(jobQueryKey)?.run;
    return run === null || run === undefined || run.id === runId;
  };

  const readAgain = () => void queryClient.invalidateQueries({ queryKey: jobQueryKey, exact: true });

  const isEnd = ({ state }: JobPatch) => {
    const before = queryClient.getQueryData<JobDetail>(jobQueryKey)?.job.state;
    return state !== undefined && hasEnded(state) && before !== undefined && !hasEnded(before);
  };

  const startOver = ({ sameRun }: { sameRun: boolean }) => {
    queryClient.setQueryData<LiveTasks>(keys.liveTasks(source, id), new Map());
    queryClient.setQueryData<LogLine[]>(keys.liveLines(source, id), []);
    for (const queryKey of [keys.allTasks(source, id), keys.allResults(source, id)]) {
      void queryClient.resetQueries({ queryKey });
    }
    const queryKey = keys.allLogs(source, id);
    // A line never changes: whoever reads the log of the same run keeps the place, and hears of what was missed.
    const predicate = (query: Query) => !query.queryKey.includes("matches");
    if (sameRun) void queryClient.invalidateQueries({ queryKey, predicate });
    else void queryClient.resetQueries({ queryKey });
  };

  const onEvent = (event: LiveEvent, at: number) => {
    switch (event.type) {
      case "job":
        // What a job leaves at its end is not pushed.
        if (isEnd(event.patch)) readAgain();
        queuePatch(queryClient, event.patch);
        break;
      case "job-deleted":
        // The answer to that says so, and what was known of it stays on the page.
        readAgain();
        break;
      case "run": {
        const known = queryClient.getQueryData<JobDetail>(jobQueryKey)?.run?.id;
        updateDetail((detail) => withRun(detail, event.run));
        if (known !== undefined && event.run.id > known) startOver({ sameRun: false });
        break;
      }
      case "command":
        updateDetail((detail) => ({ ...detail, commands: withCommand(detail.commands, event.command) }));
        break;
      case "tasks":
        if (isOfLatestRun(event.runId)) layTasks(event.tasks, at);
        break;
      case "logs":
        if (isOfLatestRun(event.runId)) layLines(event.lines);
        break;
      default:
    }
  };

  const layTasks = (tasks: Task[], at: number) =>
    queryClient.setQueryData<LiveTasks>(keys.liveTasks(source, id), (held = new Map()) => {
      const next = new Map(held);
      for (const task of tasks) next.set(task.seq, { revision: at, task });
      return next;
    });

  const layLines = (lines: LogLine[]) =>
    queryClient.setQueryData<LogLine[]>(keys.liveLines(source, id), (held = []) =>
      withLines(held, lines).slice(-LINES_HELD),
    );

  const onEvents = (events: LiveEvent[], at: number) => {
    for (const event of events) onEvent(event, at);
  };

  const refetchDetail = async () =>
    (await queryClient.fetchQuery({ ...jobQueries.job(source, id), staleTime: 0 })).revision;

  useRoom(`run:${source}/${id}`, revision, {
    onEvents,
    refetch: async () => {
      const run = queryClient.getQueryData<JobDetail>(jobQueryKey)?.run?.id;
      const fresh = await refetchDetail();
      startOver({ sameRun: queryClient.getQueryData<JobDetail>(jobQueryKey)?.run?.id === run });
      return fresh;
    },
  });
  useRoom(`job:${source}/${id}`, revision, { onEvents, refetch: refetchDetail });
}
