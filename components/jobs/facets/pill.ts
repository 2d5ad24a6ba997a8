import clsx from "clsx";

/** How a facet's button looks; chosen is said in its words or its state too. */
export function pill(chosen: boolean): string {
  return clsx(
    "flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-sm transition-colors duration-100 coarse:h-9",
    chosen
      ? "border-inverse bg-inverse font-medium text-on-inverse"
      : "border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink",
  );
}
