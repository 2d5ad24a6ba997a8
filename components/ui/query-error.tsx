import { CircleAlert, RotateCw } from "lucide-react";
import { ApiError } from "../../lib/api/client.ts";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";

function explain(error: unknown): { message: string; requestId: string | null } {
  if (error instanceof ApiError) return { message: error.message, requestId: error.requestId };
  return { message: "Something unexpected happened in this page.", requestId: null };
}

/** Stands where data should be when it could not be loaded. */
export function QueryError({ what, error, retry }: { what: string; error: unknown; retry: () => void }) {
  const { message, requestId } = explain(error);
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-1 px-6 py-10 text-center">
      <CircleAlert aria-hidden="true" className="mb-2 size-5 text-failed" strokeWidth={1.75} />
      <p className="font-medium">Could not load {what}</p>
      <p className="max-w-md text-balance text-ink-2 text-sm">{message}</p>
      {requestId !== null && <RequestId id={requestId} />}
      <Button className="mt-3" onClick={retry}>
        <RotateCw aria-hidden="true" className="size-3.5" />
        Try again
      </Button>
    </div>
  );
}

/** A line above data that is still shown although refreshing it failed. */
export function RefreshError({ what, error, retry }: { what: string; error: unknown; retry: () => void }) {
  const { message } = explain(error);
  return (
    <div role="alert" className="flex items-center gap-2 border-b bg-failed-tint px-4 py-1.5 text-failed text-sm">
      <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        Could not refresh {what}; you see what was loaded before. {message}
      </p>
      <Button size="sm" look="ghost" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

function RequestId({ id }: { id: string }) {
  return (
    <p className="flex items-center gap-1 text-ink-3 text-xs">
      Request <code className="font-mono">{id}</code>
      <CopyButton text={id} what="request id" />
    </p>
  );
}
