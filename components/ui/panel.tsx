import clsx from "clsx";
import type { ReactNode } from "react";

/** A bordered surface with a heading. Panels of one row stand on one baseline: the header is always 40 px. */
export function Panel({
  title,
  note,
  actions,
  children,
  className,
  bodyClassName,
  id,
}: {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
  bodyClassName?: string | undefined;
  id: string;
}) {
  return (
    <section
      aria-labelledby={id}
      className={clsx("flex min-w-0 flex-col rounded-lg border bg-surface shadow-raised", className)}
    >
      <header className="flex min-h-10 items-center gap-3 border-b px-4 py-1.5">
        <h2 id={id} className="truncate font-semibold text-sm">
          {title}
        </h2>
        {note !== undefined && <div className="min-w-0 truncate text-ink-3 text-xs">{note}</div>}
        {actions !== undefined && <div className="-mr-2 ml-auto flex shrink-0 items-center gap-1">{actions}</div>}
      </header>
      <div className={clsx("min-w-0 flex-1", bodyClassName)}>{children}</div>
    </section>
  );
}
