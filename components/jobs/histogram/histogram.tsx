"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { useState } from "react";
import { HISTOGRAM_COOKIE } from "./histogram-choice.ts";

const ONE_YEAR_S = 31_536_000;

const HistogramPanel = dynamic(() => import("../list-tools.ts").then((module) => module.HistogramPanel), {
  ssr: false,
});

/**
 * Jobs under the filter by time of creation, and choosing that time. Its code is loaded after the list's; its room is
 * there from the beginning.
 */
export function Histogram({ q, initiallyOpen }: { q: string; initiallyOpen: boolean }) {
  const [open, setOpen] = useState(initiallyOpen);
  const toggle = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140.
    document.cookie = `${HISTOGRAM_COOKIE}=${open ? "off" : "on"}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;
    setOpen(!open);
  };
  return (
    <section aria-label="When they were created" className={clsx(open ? "min-h-24" : "min-h-7 coarse:min-h-9")}>
      <HistogramPanel q={q} open={open} onToggle={toggle} />
    </section>
  );
}
