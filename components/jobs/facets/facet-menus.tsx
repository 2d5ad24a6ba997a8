"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { choicesOf } from "../../../lib/jobs/filter/edit.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { useSourceLabels } from "../../sources/source-label.tsx";
import { Popover } from "../../ui/popover.tsx";
import { type MenuKey, menuTitle } from "./facet-model.ts";
import { pill } from "./pill.ts";

const FacetMenu = dynamic(() => import("./facet-menu.tsx").then((module) => module.FacetMenu), {
  ssr: false,
  loading: () => <div className="h-40" />,
});

/** The menus of sources and of agents. */
export function FacetMenus({ q }: { q: string }) {
  return (
    <>
      <Menu q={q} facet="source" />
      <Menu q={q} facet="agent" />
    </>
  );
}

function Menu({ q, facet }: { q: string; facet: MenuKey }) {
  const filter = useMemo(() => parseFilter(q).filter, [q]);
  const labels = useSourceLabels();
  const title = menuTitle(filter, facet, (value) => (facet === "source" ? labels[value]?.name : undefined) ?? value);
  return (
    <Popover
      label={facet === "source" ? "Sources to show" : "Agents to show"}
      width={288}
      buttonClassName={pill(choicesOf(filter, facet).length > 0)}
      button={
        <>
          <span className="max-w-52 truncate">{title}</span>
          <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 opacity-75" />
        </>
      }
    >
      {() => <FacetMenu q={q} facet={facet} />}
    </Popover>
  );
}
