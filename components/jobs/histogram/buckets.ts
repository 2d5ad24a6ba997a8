import type { JobHistogram } from "../../../lib/api/types.ts";

/** From the axis upwards: failed stands on it, so that a growing red foot is seen first. */
export const PARTS = ["failed", "cancelled", "other", "completed"] as const;
export type Part = (typeof PARTS)[number];

export type PartCounts = Record<Part, number>;

export interface Bucket extends PartCounts {
  /** Half-open, in milliseconds. */
  from: number;
  to: number;
  total: number;
  /** Not all of its jobs were counted: there may be more. */
  partly: boolean;
  /** Its time has not passed: it will still grow. */
  unfinished: boolean;
}

/** The buckets of a histogram in order. `asOf`: when they were counted. */
export function bucketsOf(histogram: JobHistogram, asOf: number): Bucket[] {
  const start = Date.parse(histogram.from);
  const countedFrom = histogram.countedFrom === null ? Number.NEGATIVE_INFINITY : Date.parse(histogram.countedFrom);
  return histogram.buckets.map((counts, index) => {
    const from = start + index * histogram.bucketMs;
    const to = from + histogram.bucketMs;
    return { ...counts, from, to, total: totalOf(counts), partly: from < countedFrom, unfinished: to > asOf };
  });
}

export function totalOf(counts: PartCounts): number {
  return PARTS.reduce((sum, part) => sum + counts[part], 0);
}

/** What some buckets hold together. Undefined for none. */
export function sumOf(buckets: readonly Bucket[]): Bucket | undefined {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const sum = { ...first, to: last.to, unfinished: last.unfinished };
  for (const bucket of buckets.slice(1)) {
    for (const part of PARTS) sum[part] += bucket[part];
    sum.total += bucket.total;
    sum.partly ||= bucket.partly;
  }
  return sum;
}

/** The bucket with the most jobs; undefined when none has any. */
export function fullestOf(buckets: readonly Bucket[]): Bucket | undefined {
  let fullest: Bucket | undefined;
  for (const bucket of buckets) if (bucket.total > (fullest?.total ?? 0)) fullest = bucket;
  return fullest;
}

/** How high the parts of a bar are, in pixels: no part that is there is too low to be seen, and they never exceed `height`. */
export function barHeights(counts: PartCounts, top: number, height: number): PartCounts {
  const heights: PartCounts = { failed: 0, cancelled: 0, other: 0, completed: 0 };
  for (const part of PARTS) {
    if (counts[part] > 0) heights[part] = Math.max(MIN_HEIGHT[part], (counts[part] / top) * height);
  }
  const excess = totalOf(heights) - height;
  if (excess > 0) {
    const highest = PARTS.reduce((held, part) => (heights[part] > heights[held] ? part : held));
    heights[highest] -= excess;
  }
  return heights;
}

const MIN_HEIGHT: PartCounts = { failed: 2, cancelled: 1, other: 1, completed: 1 };
const GAP = 0.07;

/**
 * A path for each part over the given buckets, which stand at their index: a bucket is one unit wide and the axis is at
 * `height`.
 */
export function barPaths(buckets: readonly Bucket[], height: number, top: number): Record<Part, string> {
  const paths: Record<Part, string> = { failed: "", cancelled: "", other: "", completed: "" };
  for (const [index, bucket] of buckets.entries()) {
    const heights = barHeights(bucket, top, height);
    let y = height;
    for (const part of PARTS) {
      if (heights[part] === 0) continue;
      y -= heights[part];
      paths[part] += `M${index + GAP} ${round(y)}h${1 - 2 * GAP}v${round(heights[part])}h${2 * GAP - 1}z`;
    }
  }
  return paths;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Where in the chart a moment stands, from 0 to 1. */
export function placeOf(at: number, buckets: readonly Bucket[]): number {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return 0;
  return Math.min(1, Math.max(0, (at - first.from) / (last.to - first.from)));
}

/** The index of the bucket at a place from 0 to 1. */
export function bucketAt(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(place * count)));
}
