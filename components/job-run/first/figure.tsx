import clsx from "clsx";
import type { ReactNode } from "react";

/** A figure with its name, in a row of such. */
export function Figures({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={clsx("flex flex-wrap gap-x-8 gap-y-3", className)}>{children}</dl>;
}

export function Figure({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-18">
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className="font-medium text-lg leading-6">{children}</dd>
      {note !== undefined && <dd className="text-ink-3 text-xs">{note}</dd>}
    </div>
  );
}
