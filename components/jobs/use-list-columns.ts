"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../lib/api/queries.ts";
import { type Column, chosenColumns, USUAL_COLUMNS } from "./list-columns.ts";
import type { PageSize } from "./list-place.ts";
import { pageSizeOf } from "./list-preference.ts";

const NAME = "job-columns";

export interface ListColumns {
  columns: readonly Column[];
  /** The reader has chosen nothing: columns give way where there is no room. */
  usual: boolean;
}

/** The columns of the list as the reader has chosen them; those of everybody until that is known. */
export function useListColumns(): ListColumns {
  const { data } = useQuery({ ...queries.preference(NAME), retry: false });
  return useMemo(() => {
    const chosen = chosenColumns(data?.value ?? null);
    return { columns: chosen ?? USUAL_COLUMNS, usual: chosen === null };
  }, [data]);
}

/** How many rows the reader usually has on a page; null until it is known, which is before the first page is read. */
export function usePageSize(): PageSize | null {
  const { data, isPending } = useQuery({ ...queries.preference(NAME), retry: false });
  return isPending ? null : pageSizeOf(data?.value ?? null);
}
