import type { ReactNode } from "react";

/** What the page is about, also while its list is loading. */
export function TokensHeading({ action }: { action?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-2xl flex-1 basis-72">
        <h1 className="flex min-h-8 items-center font-semibold text-xl tracking-tight">API tokens</h1>
        <p className="text-pretty text-ink-2 text-sm">
          A program sends one as a bearer token, to this console’s API or to one of the other vendors’ APIs that it
          speaks. It sees and does what you could in this organisation, as far as its rights go.
        </p>
      </div>
      {action}
    </div>
  );
}
