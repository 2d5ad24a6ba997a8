"use client";

import dynamic from "next/dynamic";

export const Late = dynamic(() => import("./late-parts.tsx").then((module) => module.LateParts), { ssr: false });
