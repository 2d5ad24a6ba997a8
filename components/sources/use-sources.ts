"use client";

import { useQuery } from "@tanstack/react-query";
import { sourceQueries } from "../../lib/api/source-queries.ts";

/** All sources. What stands around every page keeps them up to date: see `useSourcesFeed`. */
export function useSources() {
  return useQuery(sourceQueries.all());
}
