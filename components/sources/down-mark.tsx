"use client";

import { TriangleAlert } from "lucide-react";
import { isDown } from "../../lib/sources/health.ts";
import { useSources } from "./use-sources.ts";

/** Beside the way to the sources: that some are down. */
export function DownMark() {
  const { data } = useSources();
  const down = (data?.items ?? []).filter(({ health, paused }) => health !== null && !paused && isDown(health)).length;
  if (down === 0) return null;
  const words = down === 1 ? "1 is down" : `${down} are down`;
  return (
    <span data-tip={words} className="absolute top-1 left-[calc(50%+0.5rem)] text-failed wide:static wide:ml-auto">
      <TriangleAlert aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
      <span className="sr-only">({words})</span>
    </span>
  );
}
