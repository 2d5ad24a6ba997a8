"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Bookmark, ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { queries } from "../../../lib/api/queries.ts";
import { Popover } from "../../ui/popover.tsx";
import type { ListPlace } from "../list-place.ts";
import { ShareLink } from "./share-link.tsx";
import { allViews, viewOf } from "./view-model.ts";

const ViewsPanel = dynamic(() => import("./views-panel.tsx").then((module) => module.ViewsPanel), {
  ssr: false,
  loading: () => <div className="h-80" />,
});

/** Which view the list is, the address says. */
export function ViewsMenu({ place }: { place: ListPlace }) {
  const { q, sort, view } = place;
  const { data } = useQuery(queries.savedViews());
  const views = useMemo(() => allViews(data?.items ?? []), [data]);
  const current = useMemo(() => viewOf(views, { q, sort, view }), [views, q, sort, view]);
  return (
    <>
      {current?.changed && (
        <span className="flex shrink-0 items-center gap-1.5 pr-1 text-ink-3 text-xs">
          <span aria-hidden="true" className="size-1.5 rounded-full bg-accent-mark" />
          unsaved
        </span>
      )}
      <Popover
        label="Views"
        buttonLabel={current === null ? "Views" : `View: ${current.view.name}${current.changed ? ", unsaved" : ""}`}
        width={320}
        align="end"
        buttonClassName="flex h-8 min-w-0 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 font-medium text-sm shadow-raised transition-colors duration-100 hover:bg-hover coarse:h-9"
        button={
          <>
            <Bookmark aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
            <span className={clsx("max-w-48 truncate", current === null && "max-sm:hidden")}>
              {current?.view.name ?? "Views"}
            </span>
            <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
          </>
        }
      >
        {(close) => <ViewsPanel place={place} views={views} current={current} close={close} />}
      </Popover>
      <ShareLink place={place} current={current} />
    </>
  );
}
