"use client";

import { useQuery } from "@tanstack/react-query";
import { FileQuestion } from "lucide-react";
import dynamic from "next/dynamic";
import { ApiError } from "../../lib/api/client.ts";
import { jobQueries } from "../../lib/api/job-queries.ts";
import { useJobFeed } from "../live/use-job-feed.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { useAddress } from "./address.ts";
import { AttemptPanel } from "./attempts/attempt-panel.tsx";
import { chosenAttempt, ofAttempt } from "./chosen-attempt.ts";
import { FirstPanel } from "./first/first-panel.tsx";
import { RunHalves } from "./halves/run-halves.tsx";
import { GoneNotice } from "./header/gone-notice.tsx";
import { JobHeader } from "./header/job-header.tsx";
import { ReadNotice } from "./header/read-notice.tsx";
import { JobRunSkeleton } from "./job-run-skeleton.tsx";
import { JobTabs } from "./job-tabs.tsx";
import { StoryPanel } from "./story/story-panel.tsx";
import { WaterfallPanel } from "./story/waterfall-panel.tsx";

const SourceAgeNote = dynamic(() => import("../sources/source-age-note.tsx").then((module) => module.SourceAgeNote), {
  ssr: false,
});

/** Everything about one job. */
export function JobRunPage({ source, id }: { source: string; id: string }) {
  const { data: detail, error, refetch } = useQuery(jobQueries.job(source, id));
  const address = useAddress();
  useJobFeed(source, id, detail?.revision);

  const gone = error instanceof ApiError && error.code === "NOT_FOUND";
  if (detail === undefined) {
    if (error === null) return <JobRunSkeleton />;
    return (
      <div className="grid min-h-96 rounded-lg border bg-surface shadow-raised">
        <h1 className="sr-only">Job #{id}</h1>
        {gone ? (
          <EmptyState
            icon={FileQuestion}
            title={`There is no job #${id} in ${source}`}
            action={<ButtonLink href="/jobs">All jobs</ButtonLink>}
          >
            It may have been removed at its source or by retention.
          </EmptyState>
        ) : (
          <QueryError what={`job #${id}`} error={error} retry={() => void refetch()} />
        )}
      </div>
    );
  }

  const attempt = chosenAttempt(detail, address("run"));
  const shown = ofAttempt(detail, attempt);
  return (
    <div className="flex flex-col gap-4">
      <JobHeader detail={detail} gone={gone} />
      {gone ? <GoneNotice /> : <ReadNotice job={detail.job} read={detail.read} />}
      {source !== "local" && detail.read?.error == null && <SourceAgeNote of={[source]} />}
      {error && !gone && (
        <div className="overflow-hidden rounded-lg border">
          <RefreshError what="this job" error={error} retry={() => void refetch()} />
        </div>
      )}
      {attempt === null ? <FirstPanel detail={detail} /> : <AttemptPanel detail={shown} />}
      <StoryPanel detail={shown} attempt={attempt} />
      <WaterfallPanel detail={shown} attempt={attempt} />
      <RunHalves run={shown.run} />
      <JobTabs detail={shown} attempt={attempt} />
    </div>
  );
}
