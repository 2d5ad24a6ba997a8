"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobPage } from "../../lib/api/types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";
import { JobTableHead } from "./job-table-head.tsx";
import { JobTableRow } from "./job-table-row.tsx";
import { type Column, gridOf } from "./list-columns.ts";
import { type RowShapes, settleShapes } from "./row-shape.ts";
import { isChosen, ticksOnPage, useSelection } from "./selection.ts";
import { useListColumns } from "./use-list-columns.ts";

const ListToolbar = dynamic(() => import("./list-tools.ts").then((module) => module.ListToolbar));

/** What makes the table live, and gives it its keys and clicks. Nobody sees it: it comes after the first paint. */
const TableLife = dynamic(() => import("./table-life.tsx").then((module) => module.TableLife), { ssr: false });

const NONE: ReadonlySet<string> = new Set();

interface Props {
  q: string;
  sort: JobSort;
  page: JobPage;
  /** The page is of another place, and stands in for the one that is on its way. */
  isPassing: boolean;
}

/**
 * Jobs as rows of 36 px, patched where they stand: pushed changes never move, add or take away a row, and while
 * somebody is at the table or has ticked one of its rows, no row grows or shrinks either.
 */
export function JobTable({ q, sort, page, isPassing }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [isHeld, setHeld] = useState(false);
  const [gone, setGone] = useState(NONE);
  const { columns, usual } = useListColumns();
  const ids = useColumnIds(columns);
  const selection = useSelection();
  const rows = page.items;
  const ticks = ticksOnPage(selection, { q, rows });
  const shapes = useShapes(rows, isHeld || ticks !== "none");
  return (
    <div ref={root} data-late="">
      <ListToolbar ticks={ticks} sort={sort} />
      <div className="overflow-x-auto rounded-t-lg">
        <table aria-label="Jobs" className="block text-sm" style={gridOf(columns, usual)}>
          <JobTableHead ticks={ticks} sort={sort} columns={ids} usual={usual} />
          <tbody className="block">
            {rows.map((job) => (
              <JobTableRow
                key={jobKey(job)}
                job={job}
                columns={ids}
                usual={usual}
                shape={shapes.get(jobKey(job)) ?? "plain"}
                chosen={isChosen(selection, q, job)}
                gone={gone.has(jobKey(job))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <TableLife
        root={root}
        q={q}
        page={page}
        isPassing={isPassing}
        columns={columns}
        setHeld={setHeld}
        setGone={setGone}
      />
    </div>
  );
}

function useShapes(rows: readonly JobRow[], isHeld: boolean): RowShapes {
  const [shapes, setShapes] = useState<RowShapes>();
  const settled = settleShapes(shapes, rows, isHeld);
  if (settled !== shapes) setShapes(settled);
  return settled;
}

/** The same array as long as the columns are the same and in the same order, whatever their widths. */
function useColumnIds(columns: readonly Column[]) {
  const [ids, setIds] = useState(() => columns.map(({ id }) => id));
  if (ids.length === columns.length && columns.every(({ id }, place) => ids[place] === id)) return ids;
  const next = columns.map(({ id }) => id);
  setIds(next);
  return next;
}
