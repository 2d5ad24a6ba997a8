import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ResultChanges } from "../../../lib/api/job-types.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { Moment } from "../../ui/time.tsx";

/** Which run this one is compared with and how, and what to bear in mind. */
export function ComparedWith({
  changes: { previous, key, counts },
  cautions,
}: {
  changes: ResultChanges;
  cautions: string[];
}) {
  if (previous === null) return null;
  const { source, id, attempt, startedAt, rows } = previous;
  const href = `/jobs/${encodeURIComponent(source)}/${encodeURIComponent(id)}?tab=results&run=${attempt}`;
  return (
    <div className="border-b px-4 py-2 text-ink-2 text-sm">
      <p>
        Compared with{" "}
        <Link href={href} className="font-medium text-accent underline underline-offset-2">
          #{id}
        </Link>
        {attempt > 1 && `, attempt ${attempt}`}, started <Moment at={startedAt} said="Started" />, with{" "}
        {formatQuantity(rows, "row")}
        {key !== null && `; rows are matched by ${key.map(visibleLine).join(", ")}`}.
        {counts !== null && ` ${formatQuantity(counts.same, "row")} the same.`}
      </p>
      {cautions.map((caution) => (
        <p key={caution} className="mt-1 flex gap-1.5 text-cancelling">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          {caution}
        </p>
      ))}
    </div>
  );
}
