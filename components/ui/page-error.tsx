"use client";

import { useEffect } from "react";

/** Stands in for a page that broke while it was drawn. It leans on no other part: any of them may be what broke. */
export function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);

  return (
    <div role="alert" className="flex min-h-96 flex-col items-center justify-center gap-1 px-6 py-10 text-center">
      <h1 className="font-semibold text-lg">This page broke</h1>
      <p className="max-w-md text-balance text-ink-2 text-sm">
        Jobs are not touched by it: they go on. Draw the page again; if it breaks again, report it with what you did.
      </p>
      {error.digest !== undefined && (
        <p className="text-ink-3 text-xs">
          Error <code className="font-mono">{error.digest}</code>
        </p>
      )}
      <button
        type="button"
        onClick={retry}
        className="mt-3 h-8 rounded-md border border-line-strong bg-surface px-3 font-medium text-sm shadow-raised hover:bg-hover"
      >
        Draw it again
      </button>
    </div>
  );
}
