/** Whether the reader has folded the histogram away, in a cookie: the server must know how much room to leave. */
export const HISTOGRAM_COOKIE = "watchfloor-histogram";

export function readHistogramOpen(value: string | undefined): boolean {
  return value !== "off";
}
