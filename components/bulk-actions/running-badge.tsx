"use client";

import dynamic from "next/dynamic";

/** What of the bulk actions is running now, for the navigation between the pages about jobs. It comes after the page. */
export const RunningBadge = dynamic(() => import("./running-badge-live.tsx").then((module) => module.LiveBadge), {
  ssr: false,
});
