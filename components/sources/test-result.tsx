import { CircleCheck, CircleX } from "lucide-react";
import type { SourceTest } from "../../lib/api/source-types.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import type { Capabilities } from "../../lib/jobs/model.ts";

const CAN: readonly (readonly [keyof Capabilities, string])[] = [
  ["start", "start"],
  ["cancel", "cancel"],
  ["retry", "retry"],
  ["logs", "logs"],
  ["tasks", "tasks"],
  ["results", "results"],
];

/** What came of a connection test. */
export function TestResult({ test }: { test: SourceTest }) {
  const { reached, problem, address, milliseconds } = test;
  if (reached === null) {
    return (
      <div role="alert" className="flex gap-2 rounded-md bg-failed-tint px-3 py-2 text-sm">
        <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />
        <p className="min-w-0 break-words font-medium text-failed">{problem}</p>
      </div>
    );
  }
  const { capabilities, jobs, total, notices } = reached;
  const can = CAN.filter(([name]) => capabilities[name]).map(([, word]) => word);
  const cannot = CAN.filter(([name]) => !capabilities[name]).map(([, word]) => word);
  return (
    <div role="status" className="flex gap-2 rounded-md bg-completed-tint px-3 py-2 text-sm">
      <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-completed" />
      <div className="min-w-0">
        <p className="break-words font-medium">
          Reached {address} in {formatCount(milliseconds)} ms:{" "}
          {total === null ? `${formatQuantity(jobs, "job")} on its first page` : formatQuantity(total, "job")}
        </p>
        <p className="text-ink-2">
          It has {can.join(", ")}
          {cannot.length > 0 && `; not ${cannot.join(", ")}`}.
        </p>
        {notices.map((notice) => (
          <p key={notice} className="text-cancelling">
            {notice}
          </p>
        ))}
      </div>
    </div>
  );
}
