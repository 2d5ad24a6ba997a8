"use client";

import { type PointerEvent, useMemo, useRef, useState } from "react";
import type { TaskProfile } from "./task-profile.ts";
import { type Period, shareOf } from "./task-times.ts";
import { fitted } from "./time-window.ts";

/** A shorter drag is a click. */
const LEAST_DRAG_PX = 4;

/**
 * How many tasks were worked on at once, with failures at the foot, over the whole run. Dragging chooses a part of it, a click brings
 * the part there, or with no part chosen the rows of that time. It is for pointers only: buttons and keys beside it do the same.
 */
export function WaterfallStrip({
  profile,
  run,
  window,
  show,
  seek,
}: {
  profile: TaskProfile;
  run: Period;
  window: Period | null;
  show: (window: Period | null) => void;
  /** Brings the tasks of a time into view. */
  seek: (at: number) => void;
}) {
  const area = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const paths = useMemo(() => pathsOf(profile), [profile]);

  const timeAt = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return run.from;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return run.from + share * (run.to - run.from);
  };
  const end = (event: PointerEvent) => {
    if (drag === null) return;
    const box = area.current?.getBoundingClientRect();
    const moved = (Math.abs(drag.to - drag.from) / (run.to - run.from)) * (box?.width ?? 0);
    setDrag(null);
    if (moved >= LEAST_DRAG_PX) {
      show(fitted({ from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) }, run));
    } else if (window === null) seek(timeAt(event));
    else {
      const half = (window.to - window.from) / 2;
      const centre = Math.min(run.to - half, Math.max(run.from + half, timeAt(event)));
      show(fitted({ from: centre - half, to: centre + half }, run));
    }
  };

  const shown = drag === null ? window : { from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) };
  const { left, width } = shown === null ? { left: 0, width: 1 } : shareOf(shown, run);
  return (
    <div className="border-b px-4 py-1.5">
      <div
        ref={area}
        aria-hidden="true"
        data-strip
        className="relative h-10 cursor-crosshair touch-pan-y select-none overflow-hidden rounded-xs bg-sunken"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = timeAt(event);
          setDrag({ from: at, to: at });
        }}
        onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: timeAt(event) })}
        onPointerUp={end}
        onPointerCancel={() => setDrag(null)}
      >
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${profile.busy.length} 100`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full"
        >
          <path d={paths.busy} className="fill-executing-mark opacity-45" />
          <path d={paths.failed} className="fill-failed-mark" />
        </svg>
        <span className="absolute inset-y-0 left-0 bg-surface opacity-70" style={{ width: `${left * 100}%` }} />
        <span
          className="absolute inset-y-0 right-0 bg-surface opacity-70"
          style={{ left: `${(left + width) * 100}%` }}
        />
        {shown !== null && (
          <span
            className="absolute inset-y-0 min-w-0.5 border-accent-mark border-x-2"
            style={{ left: `min(${left * 100}%, 100% - 4px)`, width: `${width * 100}%` }}
          />
        )}
      </div>
    </div>
  );
}

/** Columns from the foot up, 100 high; what failed has at least a visible height. */
function pathsOf({ busy, failed, mostBusy }: TaskProfile): { busy: string; failed: string } {
  const column = (place: number, height: number) => `M${place} 100V${(100 - height).toFixed(1)}h1V100z`;
  const most = Math.max(1, ...failed);
  let above = "";
  let foot = "";
  for (const [place, value] of busy.entries()) {
    if (value > 0) above += column(place, Math.max(3, (value / mostBusy) * 92));
    const count = failed[place] ?? 0;
    if (count > 0) foot += column(place, 16 + (count / most) * 34);
  }
  return { busy: above, failed: foot };
}
