import clsx from "clsx";

const WIDTH = 120;
const HEIGHT = 24;

/** A small run of bars beside a figure that says the same in words: decoration, hidden from assistive technology. */
export function Sparkline({ values, className }: { values: readonly number[]; className?: string }) {
  const top = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={clsx("block h-6 w-full", className)}
    >
      {values.map((value, index) => {
        const height = value === 0 ? 1 : Math.max(2, (value / top) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in the run.
            key={index}
            x={index * step}
            y={HEIGHT - height}
            width={Math.max(0.5, step - 0.6)}
            height={height}
            fill="currentColor"
            opacity={value === 0 ? 0.25 : 1}
          />
        );
      })}
    </svg>
  );
}

/** Sums neighbours, so that a run fits a small place. */
export function inGroups(values: readonly number[], size: number): number[] {
  const groups: number[] = [];
  for (const [index, value] of values.entries()) {
    const group = Math.floor(index / size);
    groups[group] = (groups[group] ?? 0) + value;
  }
  return groups;
}
