import { CircleSlash } from "lucide-react";
import { ButtonLink } from "../../ui/button.tsx";

/** Stands over the last that is known of a job that was removed while its page was open. */
export function GoneNotice() {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2.5 rounded-lg border border-cancelling-mark/45 bg-cancelling-tint px-4 py-2 text-sm"
    >
      <CircleSlash aria-hidden="true" className="size-4 shrink-0 text-cancelling" />
      <p className="min-w-0 flex-1 basis-60">
        <span className="font-medium">This job is no longer there.</span>{" "}
        <span className="text-ink-2">
          It was removed at its source or by retention. What you see is the last that was known of it.
        </span>
      </p>
      <ButtonLink href="/jobs" size="sm">
        All jobs
      </ButtonLink>
    </div>
  );
}
