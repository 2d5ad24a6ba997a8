"use client";

import dynamic from "next/dynamic";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { Panel } from "../../ui/panel.tsx";

/** So many rows are in sight; the others are scrolled to. */
const ROWS_SHOWN = 6;
const ROW_HEIGHT = 24;

const Waterfall = dynamic(() => import("./waterfall.tsx").then((module) => module.Waterfall), { ssr: false });

/** The run's tasks over time. Its place is kept from the first, its code and data come when it is near the view. */
export function WaterfallPanel({ detail, attempt }: { detail: JobDetail; attempt: number | null }) {
  const { job, run, capabilities } = detail;
  const place = useRef<HTMLDivElement>(null);
  const near = useNearView(place);
  // Only the job knows of its latest attempt how many there will be.
  const total = (attempt === null ? job.tasksTotal : run?.agentTasksCount) ?? 0;
  if (!capabilities.tasks || run === null || total <= 0) return null;
  const rows = Math.min(ROWS_SHOWN, total) * ROW_HEIGHT;
  const strip = total > ROWS_SHOWN;
  const minHeight = rows + (strip ? 52 : 0) + 44;
  return (
    <div ref={place}>
      {near ? (
        <Waterfall
          key={run.id}
          detail={detail}
          attempt={attempt}
          rowsHeight={rows}
          strip={strip}
          minHeight={minHeight}
        />
      ) : (
        <Panel id="waterfall" title="Tasks over time" note={formatQuantity(total, "task")}>
          <div style={{ minHeight }} />
        </Panel>
      )}
    </div>
  );
}

/** Whether an element is or was within a screen's height of the view. */
function useNearView(ref: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: "100% 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, near]);
  return near;
}
