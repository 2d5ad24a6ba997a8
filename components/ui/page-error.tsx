"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { Button } from "./button.tsx";
import { RequestId } from "./query-error.tsx";

/** Stands in for a page that broke while it was drawn. */
export function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);

  return (
    <div role="alert" className="flex min-h-96 flex-col items-center justify-center gap-1 px-6 py-10 text-center">
      <TriangleAlert aria-hidden="true" className="mb-2 size-5 text-failed" strokeWidth={1.75} />
      <h1 className="font-medium">This page broke</h1>
      <p className="max-w-md text-balance text-ink-2 text-sm">
        Jobs are not touched by it: they go on. Draw the page again; if it breaks again, report it with what you did.
      </p>
      {error.digest !== undefined && <RequestId id={error.digest} />}
      <Button className="mt-3" onClick={retry}>
        <RotateCw aria-hidden="true" className="size-3.5" />
        Draw it again
      </Button>
    </div>
  );
}
