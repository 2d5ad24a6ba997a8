import { CircleCheck, CircleX, X } from "lucide-react";
import type { ReactNode } from "react";
import type { SourceTest } from "../../lib/api/source-types.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import { IconButton } from "../ui/button.tsx";
import { capabilitiesInWords } from "./source-words.ts";

/** What came of a connection test; it can be put away where `onDismiss` is given. */
export function TestResult({ test, onDismiss }: { test: SourceTest; onDismiss?: () => void }) {
  const dismiss: ReactNode = onDismiss && (
    <IconButton label="Dismiss the result" className="-my-0.5 ml-auto size-6" onClick={onDismiss}>
      <X aria-hidden="true" className="size-3.5" />
    </IconButton>
  );
  const { reached, problem, address, milliseconds } = test;
  if (reached === null) {
    return (
      <div role="alert" className="flex gap-2 rounded-md bg-failed-tint px-3 py-2 text-sm">
        <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />
        <p className="min-w-0 break-words font-medium text-failed">{problem}</p>
        {dismiss}
      </div>
    );
  }
  const { capabilities, jobs, total, notices } = reached;
  return (
    <div role="status" className="flex gap-2 rounded-md bg-completed-tint px-3 py-2 text-sm">
      <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-completed" />
      <div className="min-w-0">
        <p className="break-words font-medium">
          Reached {address} in {formatCount(milliseconds)} ms:{" "}
          {total === null ? `${formatQuantity(jobs, "job")} on its first page` : formatQuantity(total, "job")}
        </p>
        <p className="text-ink-2">{capabilitiesInWords(capabilities)}</p>
        {notices.map((notice) => (
          <p key={notice} className="text-cancelling">
            {notice}
          </p>
        ))}
      </div>
      {dismiss}
    </div>
  );
}
