"use client";

import { Columns3 } from "lucide-react";
import dynamic from "next/dynamic";
import { Popover } from "../ui/popover.tsx";

const ColumnsPanel = dynamic(() => import("./columns-panel.tsx").then((module) => module.ColumnsPanel), {
  ssr: false,
  loading: () => <div className="h-96" />,
});

/** Opens the panel in which columns are chosen, ordered and sized. */
export function ColumnsButton() {
  return (
    <Popover
      label="Columns"
      buttonLabel="Columns"
      tip="Columns"
      width={336}
      align="end"
      button={<Columns3 aria-hidden="true" className="size-3.5" />}
      buttonClassName="-my-1 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-3 transition-colors duration-100 hover:bg-sunken hover:text-ink aria-expanded:bg-sunken aria-expanded:text-ink"
    >
      {() => <ColumnsPanel />}
    </Popover>
  );
}
