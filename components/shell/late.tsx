"use client";

import dynamic from "next/dynamic";

// They come in one piece, after the page.
export const Late = dynamic(() => import("./late-parts.tsx").then((module) => module.LateParts), { ssr: false });
export const ConnectionBanner = dynamic(() => import("./late-parts.tsx").then((module) => module.ConnectionBanner), {
  ssr: false,
});
export const DownMark = dynamic(() => import("./late-parts.tsx").then((module) => module.DownMark), { ssr: false });
