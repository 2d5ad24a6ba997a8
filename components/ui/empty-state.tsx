import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** Says that there is nothing, why, and what to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1 px-6 py-10 text-center">
      <Icon aria-hidden="true" className="mb-2 size-5 text-ink-3" strokeWidth={1.75} />
      <p className="font-medium text-base">{title}</p>
      {children !== undefined && <div className="max-w-md text-balance text-ink-2 text-sm">{children}</div>}
      {action !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
