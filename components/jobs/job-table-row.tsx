"use client";

import clsx from "clsx";
import { Trash2 } from "lucide-react";
import { memo } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { readableStart } from "../../lib/text/readable.ts";
import { jobLink } from "./filter-link.ts";
import { CardTime, CELLS } from "./job-cells.tsx";
import { type ColumnId, columnKind, FULL_ONLY, isFromFull, ROW_GRID, WIDE_ONLY } from "./list-columns.ts";
import { RowAction } from "./row-action.tsx";
import type { RowShape } from "./row-shape.ts";
import { Tick } from "./tick.tsx";

interface Props {
  job: JobRow;
  /** The columns in their order; the same array as long as they are the same. */
  columns: readonly ColumnId[];
  /** Nobody chose them: some are left out where there is no room. */
  usual: boolean;
  shape: RowShape;
  chosen: boolean;
  /** It does not exist any more. */
  gone: boolean;
}

/** One job. It renders only when its own row changed, however many others do. */
export const JobTableRow = memo(function JobTableRow({ job, columns, usual, shape, chosen, gone }: Props) {
  const cardTime = columns.find((id) => CARD_TIMES.has(id));
  return (
    <tr
      data-href={jobLink(job)}
      data-job={jobKey(job)}
      className={clsx(
        ROW_GRID,
        "min-h-9 cursor-pointer border-b pt-2 pb-1.5 last:border-b-0 @4xl:py-0",
        // Rows out of sight are not drawn; their heights are known.
        "@4xl:[contain:strict] @4xl:[content-visibility:auto]",
        shape.startsWith("plain") ? "@4xl:h-9" : "@4xl:h-14.5",
        chosen ? "bg-accent-tint" : "focus-within:bg-hover hover:bg-hover",
      )}
    >
      <td>
        <Tick label={`Select ${job.name} #${job.id}`} checked={chosen} />
      </td>
      {columns.map((id) => (
        <td key={id} className={cellClasses(id, usual, shape, id === cardTime)}>
          {gone && id === "state" ? (
            <Gone />
          ) : id === cardTime ? (
            <CardTime job={job}>{CELLS[id](job)}</CardTime>
          ) : (
            CELLS[id](job)
          )}
        </td>
      ))}
      <td className="order-3 -mr-2 justify-self-end @4xl:order-none @4xl:mr-0">{!gone && <RowAction job={job} />}</td>
      <SecondLine job={job} shape={shape} />
    </tr>
  );
});

const CARD_TIMES: ReadonlySet<ColumnId> = new Set(["created", "started", "ended", "updated"]);
const QUIET: ReadonlySet<ColumnId> = new Set(["source", "agent", "trigger", "type", "activity", "tags", "startedBy"]);

function cellClasses(id: ColumnId, usual: boolean, shape: RowShape, isCardTime: boolean): string {
  const { right } = columnKind(id);
  if (id === "state") return "@4xl:order-none";
  if (id === "job")
    return "order-2 col-start-2 col-span-2 flex h-9 min-w-0 items-center gap-2 @4xl:order-none @4xl:col-auto";
  if (id === "progress") {
    const onCard = shape.endsWith("+bar") ? "order-4 col-start-2 col-span-3 min-h-6" : "hidden";
    return `${onCard} min-w-0 @4xl:order-none @4xl:col-auto @4xl:block @4xl:min-h-0`;
  }
  return clsx(
    isCardTime ? "order-1 col-span-2 @4xl:order-none @4xl:col-auto" : isFromFull(id, usual) ? FULL_ONLY : WIDE_ONLY,
    "min-w-0 truncate",
    right && "text-right",
    (QUIET.has(id) || (right && id !== "ran" && id !== "tasks")) && "text-ink-2",
  );
}

/** More than the lines hold that it may take. */
const LONGEST_REASON = 500;

/** The only reason for a second line is an error, or a warning of a job that did not fail. */
function SecondLine({ job, shape }: { job: JobRow; shape: RowShape }) {
  if (shape.startsWith("plain")) return null;
  return (
    <td
      className={clsx(
        "order-5 col-span-3 col-start-2 min-h-5 min-w-0 pb-1 @4xl:order-none @4xl:-col-end-1 @4xl:col-start-(--line-from) @4xl:-mt-1.5 @4xl:pb-2",
        job.error === null ? "text-cancelling" : "text-failed",
      )}
    >
      <p className="line-clamp-2 break-words @4xl:line-clamp-1 @4xl:break-all">
        {readableStart(job.error ?? job.warning ?? "", LONGEST_REASON)}
      </p>
    </td>
  );
}

function Gone() {
  return (
    <span
      data-tip="Deleted at the source; this is the last that was known of it"
      className="flex items-center gap-1.5 text-ink-3"
    >
      <Trash2 aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={2.25} />
      Gone
      <span className="sr-only">: deleted at the source</span>
    </span>
  );
}
