"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../../ui/button.tsx";

/** One of a list in order: which it is, the buttons that move and remove it, and its controls. */
export function OrderedCard({
  noun,
  place,
  count,
  called,
  title,
  onMove,
  onRemove,
  children,
}: {
  noun: string;
  place: number;
  count: number;
  /** What the buttons call it. */
  called: string;
  title: string;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  children: ReactNode;
}) {
  return (
    <li className="rounded-md border border-line-strong">
      <fieldset>
        <legend className="sr-only">
          {noun} {place + 1} of {count}
        </legend>
        <div className="flex items-center gap-1 border-b bg-sunken py-1 pr-1 pl-3">
          <span aria-hidden="true" className="min-w-0 flex-1 truncate text-ink-2 text-xs">
            {noun} {place + 1}
            {title !== "" && <span className="font-medium text-ink"> · {title}</span>}
          </span>
          {/* At an end the button stays, so that the focus does. */}
          <IconButton label={`Move ${called} up`} tip="Up" aria-disabled={place === 0} onClick={() => onMove(-1)}>
            <ArrowUp aria-hidden="true" className={place === 0 ? "size-4 opacity-40" : "size-4"} />
          </IconButton>
          <IconButton
            label={`Move ${called} down`}
            tip="Down"
            aria-disabled={place === count - 1}
            onClick={() => onMove(1)}
          >
            <ArrowDown aria-hidden="true" className={place === count - 1 ? "size-4 opacity-40" : "size-4"} />
          </IconButton>
          <IconButton label={`Remove ${called}`} tip="Remove" onClick={onRemove}>
            <Trash2 aria-hidden="true" className="size-4" />
          </IconButton>
        </div>
        <div className="grid gap-x-4 gap-y-3 p-3 sm:grid-cols-6">{children}</div>
      </fieldset>
    </li>
  );
}
