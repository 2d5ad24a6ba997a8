import { PlugZap } from "lucide-react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { SourceName } from "../../sources/source-label.tsx";
import { Moment } from "../../ui/time.tsx";

/** Stands over what is known of a job while its backend cannot be asked: why, and how old it is. */
export function ReadNotice({ job, read }: Pick<JobDetail, "job" | "read">) {
  if (read?.error == null) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2.5 rounded-lg border border-cancelling-mark/45 bg-cancelling-tint px-4 py-2 text-sm"
    >
      <PlugZap aria-hidden="true" className="size-4 shrink-0 text-cancelling" />
      <p className="min-w-0 flex-1 basis-60">
        <span className="font-medium">{read.error}</span>{" "}
        <span className="text-ink-2">
          What you see is what{" "}
          {read.at === null ? (
            "lists said of it, last read "
          ) : (
            <>
              <SourceName id={job.source} /> said of it{" "}
            </>
          )}
          <Moment at={read.at ?? job.updatedAt} said="Read" />.
        </span>
      </p>
    </div>
  );
}
