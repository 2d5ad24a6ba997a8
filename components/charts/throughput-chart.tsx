"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatClock, formatCount } from "../../lib/jobs/format.ts";
import { axisTop, quarterHours, type ThroughputPoint } from "./throughput-series.ts";

/** From the axis upwards: failed stands on it, so that a growing red foot is seen first. */
const SERIES = [
  { key: "failed", word: "Failed", color: "var(--color-failed-mark)" },
  { key: "cancelled", word: "Cancelled", color: "var(--color-cancelled-mark)" },
  { key: "completed", word: "Completed", color: "var(--color-completed-mark)" },
] as const;

const TICK = { fill: "var(--color-ink-3)", fontSize: 11 };

/** Ended jobs a minute, stacked. It is loaded lazily: Recharts is larger than the rest of the page. */
export function ThroughputChart({ points }: { points: ThroughputPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={points}
        margin={{ top: 8, right: 4, bottom: 0, left: -22 }}
        barCategoryGap={1.5}
        accessibilityLayer
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="at"
          ticks={quarterHours(points)}
          tickFormatter={shortClock}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--color-line-strong)" }}
          interval={0}
          height={20}
        />
        <YAxis
          domain={[0, axisTop(points)]}
          tickCount={3}
          allowDecimals={false}
          tick={TICK}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--color-sunken)" }}
          content={({ active, payload }) => {
            const point: ThroughputPoint | undefined = active ? payload[0]?.payload : undefined;
            return point === undefined ? null : <PointCard point={point} />;
          }}
        />
        {SERIES.map(({ key, color }) => (
          <Bar key={key} dataKey={key} stackId="ended" isAnimationActive={false} shape={(bar) => drawBar(bar, color)} />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

interface DrawnBar {
  x?: number | undefined;
  y?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
  payload?: ThroughputPoint;
}

/** A minute under way is an outline: it must not read as a drop. */
function drawBar({ x = 0, y = 0, width = 0, height = 0, payload }: DrawnBar, color: string) {
  if (height <= 0) return <g />;
  const unfinished = payload?.unfinished === true;
  return (
    <rect
      x={x + (unfinished ? 0.5 : 0)}
      y={y + 0.5}
      width={Math.max(1, width - (unfinished ? 1 : 0))}
      height={Math.max(1, height - 1)}
      rx={1}
      fill={color}
      {...(unfinished ? { fillOpacity: 0.35, stroke: color, strokeWidth: 0.75 } : {})}
    />
  );
}

function PointCard({ point }: { point: ThroughputPoint }) {
  return (
    <div className="min-w-36 rounded-md bg-surface px-2.5 py-2 text-xs shadow-overlay">
      <p className="mb-1 font-medium">
        {shortClock(point.at)}
        {point.unfinished && <span className="font-normal text-ink-3"> so far</span>}
      </p>
      {[...SERIES].reverse().map(({ key, word, color }) => (
        <p key={key} className="flex items-center gap-2">
          <span className="size-2 rounded-xs" style={{ background: color }} />
          <span className="flex-1 text-ink-2">{word}</span>
          {formatCount(point[key])}
        </p>
      ))}
    </div>
  );
}

function shortClock(at: number): string {
  return formatClock(at).slice(0, 5);
}
