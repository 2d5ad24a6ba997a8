"use client";

import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import type { ResultField } from "../../../lib/api/job-types.ts";
import { type ResultPlace, resultQueries } from "../../../lib/api/result-queries.ts";
import { formatBytes } from "../../../lib/jobs/format.ts";
import { plainText } from "../../../lib/json/json-members.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { MOST_LINES, WindowedLines } from "../configuration/text-lines.tsx";
import { cellOf } from "./result-cells.ts";
import { ValueView } from "./value-view.tsx";

/** How many characters one part of a result has. */
const PART = 64 * 1024;
const LETTER = 7.3;
const SIDES = 24;
const FEWEST_LETTERS = 20;

/** A value that did not come with the row: its beginning, and all of it, read as far as it is looked at, once asked for. */
export function LongValue({ place, field, starts }: { place: ResultPlace; field: ResultField; starts: boolean }) {
  const [open, setOpen] = useState(starts);
  if (!open) {
    return (
      <div className="flex flex-col items-start gap-1.5 text-sm">
        <p className="w-full break-words">
          <bdi>{visibleLine(plainText({ raw: field.data, cut: true }))}…</bdi>
        </p>
        <Button size="sm" onClick={() => setOpen(true)}>
          Show all {formatBytes(field.length)}
        </Button>
      </div>
    );
  }
  return field.length <= PART ? <Fetched place={place} field={field} /> : <Windowed place={place} field={field} />;
}

function Fetched({ place, field }: { place: ResultPlace; field: ResultField }) {
  const { data, error, refetch } = useQuery(resultQueries.part(place, field.from));
  if (error !== null) return <QueryError what={field.name} error={error} retry={() => void refetch()} />;
  if (data === undefined) return <p className="text-ink-3 text-sm">Loading…</p>;
  const raw = [...data.item.data].slice(0, field.length).join("");
  return <ValueView name={field.name} cell={cellOf(raw)} />;
}

/** As it is stored, in lines of equal length: so each has a place that can be read without what is before it. */
function Windowed({ place, field }: { place: ResultPlace; field: ResultField }) {
  const frame = useRef<HTMLDivElement>(null);
  const [fits, setFits] = useState<number | null>(null);

  useLayoutEffect(() => {
    const width = frame.current?.clientWidth ?? 0;
    setFits(Math.max(FEWEST_LETTERS, Math.floor((width - SIDES) / LETTER)));
  }, []);

  const letters = fits === null ? null : Math.max(fits, Math.ceil(field.length / MOST_LINES));
  return (
    <div ref={frame}>
      {letters !== null && (
        <WindowedLines
          label={field.name}
          count={Math.ceil(field.length / letters)}
          windows={resultQueries.textLines(place, field, letters)}
          what={`a part of ${field.name}`}
        />
      )}
    </div>
  );
}
