import type { TextLine } from "./job-types.ts";

/** A long text by windows of `size` lines: how each of them is read, when it comes into view. */
export interface LineWindows<Window extends { lines: readonly TextLine[] }> {
  size: number;
  options: (window: number) => {
    queryKey: readonly unknown[];
    queryFn: (asked: { signal: AbortSignal }) => Promise<Window>;
    /** Windows out of view are let go of soon. */
    gcTime: number;
    structuralSharing: false;
    retry: false;
  };
}

export const WINDOW_KEPT_MS = 30_000;
