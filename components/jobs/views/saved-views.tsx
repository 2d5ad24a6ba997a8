"use client";

import dynamic from "next/dynamic";
import type { ListPlace } from "../list-place.ts";

const ViewsMenu = dynamic(() => import("../list-tools.ts").then((module) => module.ViewsMenu), { ssr: false });

/** The view that the list is, the menu of all views, and a link to share. Its code comes after the list's. */
export function SavedViews({ place }: { place: ListPlace }) {
  return (
    <div className="ml-auto flex h-8 min-w-0 items-center gap-1 coarse:h-9">
      <ViewsMenu place={place} />
    </div>
  );
}
