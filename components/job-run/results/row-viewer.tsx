"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, Download } from "lucide-react";
import type { RefCallback } from "react";
import type { ResultField, ResultFields, ResultPart } from "../../../lib/api/job-types.ts";
import { type ResultPlace, resultFilePath, resultQueries } from "../../../lib/api/result-queries.ts";
import { formatBytes, formatCount } from "../../../lib/jobs/format.ts";
import { differingFields } from "../../../lib/jobs/result-diff.ts";
import { CUT_AT, WHOLE } from "../../../lib/jobs/result-preview.ts";
import { readMembers } from "../../../lib/json/json-members.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { LongValue } from "./long-value.tsx";
import { type Cell, cellOf, cellsOf, kindOf, textOfCell } from "./result-cells.ts";
import { ResultsSkeleton } from "./results-skeleton.tsx";
import { ValueView } from "./value-view.tsx";
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
  const { data } = part;
  const item = data?.item;
  const text = item?.data ?? "";
  const whole = data === undefined || isWhole(data);
  const parted = useQuery({ ...resultQueries.fields(place), enabled: !whole });

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
      {part.error !== null ? (
        <QueryError what="this row" error={part.error} retry={() => void part.refetch()} />
      ) : parted.error !== null ? (
        <QueryError what="the fields of this row" error={parted.error} retry={() => void parted.refetch()} />
      ) : data === undefined || (!whole && parted.data === undefined) ? (
        <ResultsSkeleton />
      ) : (
        <Fields
          place={place}
          cells={parted.data === undefined ? cellsOf({ data: text, cut: [] }) : beginning(text)}
          parted={parted.data === undefined ? null : longFields(parted.data, data)}
          changed={was.data === undefined ? NONE : new Set(differingFields(text, was.data.item.data))}
          old={was.data === undefined ? null : cellsOfPart(was.data)}
          field={field}
        />
      )}
    </Dialog>
  );
}

const NONE: ReadonlySet<string> = new Set();

function Fields({
  place,
  cells,
  parted,
  changed,
  old,
  field,
}: {
  place: ResultPlace;
  cells: ReadonlyMap<string, Cell>;
  /** The fields of a row that did not come whole. */
  parted: ResultFields | null;
  changed: ReadonlySet<string>;
  old: ReadonlyMap<string, Cell> | null;
  field: string | null;
}) {
  const long = new Map(parted?.fields?.map((each) => [each.name, each]));
  const names = new Set([...(parted === null ? cells.keys() : long.keys()), ...(old?.keys() ?? [])]);
  return (
    <>
      <dl className="flex flex-col divide-y">
        {[...names].map((name) => {
          const is = long.get(name);
          const cell = parted === null || is === undefined ? cells.get(name) : cellOfField(is, cells.get(name));
          const was = changed.has(name) ? old?.get(name) : undefined;
          return (
            <div key={name} ref={name === field ? intoView : undefined} className="py-2.5 first:pt-0">
              <dt className="flex min-h-6 items-center gap-2 font-medium text-ink-3 text-xs">
                <bdi className="min-w-0 break-words">{visibleLine(name)}</bdi>
                {changed.has(name) && <span className="rounded-sm bg-executing-tint px-1 text-executing">changed</span>}
                {cell !== undefined && <CopyButton text={textOfCell(cell)} what={name} className="size-6" />}
              </dt>
              {changed.has(name) && old !== null && (
                <dd className="mb-1 border-failed-mark border-l-2 pl-2 text-ink-2">
                  <span className="sr-only">Before: </span>
                  {was === undefined ? <Missing /> : <ValueView name={`${name} before`} cell={was} />}
                </dd>
              )}
              <dd className={changed.has(name) ? "border-completed-mark border-l-2 pl-2" : undefined}>
                {changed.has(name) && <span className="sr-only">Now: </span>}
                {cell !== undefined ? (
                  <ValueView name={name} cell={cell} />
                ) : is !== undefined ? (
                  <LongValue place={place} field={is} starts={name === field} />
                ) : (
                  <Missing />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {parted?.more && <p className="pt-2 text-ink-2 text-sm">It has more fields; download it to see them all.</p>}
    </>
  );
}

function Missing() {
  return <span className="text-ink-3 text-sm italic">not there</span>;
}

/** Whether a part from the beginning is all of the item. */
function isWhole({ item, bytes }: ResultPart): boolean {
  return new Blob([item.data]).size >= bytes;
}

function cellsOfPart(part: ResultPart): ReadonlyMap<string, Cell> {
  return isWhole(part) ? cellsOf({ data: part.item.data, cut: [] }) : beginning(part.item.data);
}

/** The fields of the beginning of an item; the last of them may be cut. */
function beginning(text: string): ReadonlyMap<string, Cell> {
  const read = readMembers(text);
  if (read === null) return new Map();
  return new Map(
    [...read.members].map(([name, member]) => [name, { ...member, kind: kindOf(member.raw), part: null }]),
  );
}

/** The fields of a long row; one that is no object is one value. */
function longFields({ fields, more }: ResultFields, { item, length }: ResultPart): ResultFields {
  const whole = { name: WHOLE, from: 0, length, data: item.data.slice(0, CUT_AT) };
  return { fields: fields ?? [whole], more };
}

/** The value of a field where all of it is here. */
function cellOfField({ data, length }: ResultField, begun: Cell | undefined): Cell | undefined {
  if (begun !== undefined && !begun.cut) return begun;
  return [...data].length >= length ? cellOf(data) : undefined;
}

const intoView: RefCallback<HTMLElement> = (element) => {
  element?.scrollIntoView({ block: "start" });
};
