"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, Download } from "lucide-react";
import { type RefCallback, useState } from "react";
import { type ResultPlace, resultFilePath, resultQueries } from "../../../lib/api/result-queries.ts";
import { formatBytes, formatCount } from "../../../lib/jobs/format.ts";
import { differingFields } from "../../../lib/jobs/result-diff.ts";
import { readMembers } from "../../../lib/json/json-members.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { type Cell, cellsOf, kindOf, textOfCell } from "./result-cells.ts";
import { ResultsSkeleton } from "./results-skeleton.tsx";
import { PartNotice, ValueView } from "./value-view.tsx";
import { Verdict } from "./verdict.tsx";

/** One result with all its fields in full, beside what it was where that is known. Begins at a field if one is named. */
export function RowViewer({
  place,
  before,
  field,
  onClose,
  onStep,
  onTask,
  returnFocus,
}: {
  place: ResultPlace;
  before: ResultPlace | null;
  field: string | null;
  onClose: () => void;
  /** Goes to the row before (-1) or after (1); undefined where there is none. */
  onStep: { [way in -1 | 1]: (() => void) | undefined };
  onTask: ((task: number) => void) | null;
  returnFocus: () => HTMLElement | null;
}) {
  const part = useQuery(resultQueries.part(place));
  const was = useQuery({ ...resultQueries.part(before ?? place), enabled: before !== null });
  const [wanted, setWanted] = useState(false);
  const rest = useQuery({ ...resultQueries.whole(place), enabled: wanted });
  const client = useQueryClient();
  const { data } = part;
  const item = data?.item;
  const text = rest.data ?? item?.data ?? "";
  const whole = data !== undefined && text.length >= data.length;

  return (
    <Dialog
      title={`Row ${formatCount(place.seq)}`}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {place.collection !== 1 && <span>Collection {place.collection}</span>}
          {item != null && <Verdict verdict={item.verdict} />}
          {item?.task != null && onTask !== null && (
            <button
              type="button"
              className="text-accent underline underline-offset-2"
              onClick={() => onTask(item.task ?? 0)}
            >
              Task {formatCount(item.task)}
            </button>
          )}
          {data !== undefined && <span>{formatBytes(data.bytes)}</span>}
          <span className="ml-auto flex gap-1">
            <IconButton label="Row before" disabled={onStep[-1] === undefined} onClick={() => onStep[-1]?.()}>
              <ChevronUp aria-hidden="true" className="size-4" />
            </IconButton>
            <IconButton label="Row after" disabled={onStep[1] === undefined} onClick={() => onStep[1]?.()}>
              <ChevronDown aria-hidden="true" className="size-4" />
            </IconButton>
            <CopyButton text={text} what={whole ? "row as JSON" : "what is shown of the row"} className="size-7" />
            <a
              href={resultFilePath(place)}
              download
              aria-label="Download row as JSON"
              data-tip="Download row as JSON"
              className="inline-flex size-7 items-center justify-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink coarse:size-9"
            >
              <Download aria-hidden="true" className="size-3.5" />
            </a>
          </span>
        </span>
      }
      className="max-w-2xl!"
      startsQuiet
      onClose={onClose}
      returnFocus={returnFocus}
    >
      {part.data === undefined ? (
        part.error === null ? (
          <ResultsSkeleton />
        ) : (
          <QueryError what="this row" error={part.error} retry={() => void part.refetch()} />
        )
      ) : (
        <>
          {!whole && (
            <PartNotice
              shown={new Blob([text]).size}
              bytes={part.data.bytes}
              loading={rest.isFetching}
              onLoad={() => {
                setWanted(true);
                if (rest.error !== null) void client.refetchQueries({ queryKey: resultQueries.whole(place).queryKey });
              }}
              download={resultFilePath(place)}
            />
          )}
          {rest.error !== null && (
            <p role="alert" className="mb-3 text-failed text-sm">
              The rest could not be loaded.
            </p>
          )}
          <Fields
            text={text}
            whole={whole}
            before={before === null ? null : (was.data?.item.data ?? null)}
            field={field}
          />
        </>
      )}
    </Dialog>
  );
}

function Fields({
  text,
  whole,
  before,
  field,
}: {
  text: string;
  whole: boolean;
  before: string | null;
  field: string | null;
}) {
  const cells = whole ? cellsOf({ data: text, cut: [] }) : partsOf(text);
  const old = before === null ? null : cellsOf({ data: before, cut: [] });
  const changed = new Set(before === null ? [] : differingFields(text, before));
  const names = [...new Set([...cells.keys(), ...(old?.keys() ?? [])])];
  return (
    <dl className="flex flex-col divide-y">
      {names.map((name) => {
        const cell = cells.get(name);
        const was = changed.has(name) ? old?.get(name) : undefined;
        return (
          <div key={name} ref={name === field ? intoView : undefined} className="py-2.5 first:pt-0">
            <dt className="flex min-h-6 items-center gap-2 font-medium text-ink-3 text-xs">
              <bdi className="min-w-0 break-words">{visibleLine(name)}</bdi>
              {changed.has(name) && <span className="rounded-sm bg-executing-tint px-1 text-executing">changed</span>}
              {cell !== undefined && (
                <CopyButton
                  text={textOfCell(cell)}
                  what={cell.cut ? `what is shown of ${name}` : name}
                  className="size-6"
                />
              )}
            </dt>
            {changed.has(name) && old !== null && (
              <dd className="mb-1 border-failed-mark border-l-2 pl-2 text-ink-2">
                <span className="sr-only">Before: </span>
                {was === undefined ? <Missing /> : <ValueView name={`${name} before`} cell={was} />}
              </dd>
            )}
            <dd className={changed.has(name) ? "border-completed-mark border-l-2 pl-2" : undefined}>
              {changed.has(name) && <span className="sr-only">Now: </span>}
              {cell === undefined ? <Missing /> : <ValueView name={name} cell={cell} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Missing() {
  return <span className="text-ink-3 text-sm italic">not there</span>;
}

/** The fields of the beginning of an item; the last of them may be cut. */
function partsOf(text: string): Map<string, Cell> {
  const read = readMembers(text);
  if (read === null) return new Map([["value", { raw: text, cut: true, kind: "nested", part: null }]]);
  return new Map(
    [...read.members].map(([name, member]) => [name, { ...member, kind: kindOf(member.raw), part: null }]),
  );
}

const intoView: RefCallback<HTMLElement> = (element) => {
  element?.scrollIntoView({ block: "start" });
};
