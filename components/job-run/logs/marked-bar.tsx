"use client";

import { Copy, Link2, Maximize2, X } from "lucide-react";
import { formatCount } from "../../../lib/jobs/format.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import type { LineRange } from "./log-address.ts";

/** What can be done with the marked lines. */
export function MarkedBar({
  marked: { from, to },
  onCopy,
  onLink,
  onWhole,
  onClear,
}: {
  marked: LineRange;
  onCopy: () => void;
  onLink: () => void;
  onWhole: () => void;
  onClear: () => void;
}) {
  const one = from === to;
  return (
    <section
      aria-label="Marked lines"
      className="flex flex-wrap items-center gap-1 border-t bg-accent-tint px-3 py-1.5 text-sm sm:px-4"
    >
      <p className="mr-2 font-medium text-accent">
        {one ? `Line ${formatCount(from)}` : `Lines ${formatCount(from)} to ${formatCount(to)}`}
      </p>
      <Button size="sm" look="ghost" onClick={onCopy}>
        <Copy aria-hidden="true" className="size-3.5" />
        {one ? "Copy the line" : "Copy the lines"}
      </Button>
      <Button size="sm" look="ghost" onClick={onLink}>
        <Link2 aria-hidden="true" className="size-3.5" />
        Copy a link
      </Button>
      {one && (
        <Button size="sm" look="ghost" onClick={onWhole}>
          <Maximize2 aria-hidden="true" className="size-3.5" />
          Open it
        </Button>
      )}
      <IconButton label="Unmark" className="ml-auto" onClick={onClear}>
        <X aria-hidden="true" className="size-4" />
      </IconButton>
    </section>
  );
}
