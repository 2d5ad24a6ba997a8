"use client";

import { CircleStop, Undo2 } from "lucide-react";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import { useAbortBulk } from "../jobs/bulk/bulk-commands.ts";
import { Button } from "../ui/button.tsx";
import { isOver, titleOf } from "./action-words.ts";

/** Undoes an action that waits, stops one that runs; nothing for one that is over. */
export function AbortButton({ action, size = "sm" }: { action: BulkAction; size?: "sm" | "md" }) {
  const abort = useAbortBulk();
  if (isOver(action)) return null;
  const waits = action.state === "waiting";
  const isStopping = abort.isPending || action.abortedBy !== null;
  const Icon = waits ? Undo2 : CircleStop;
  return (
    <Button
      size={size}
      disabled={isStopping}
      aria-label={`${waits ? "Undo" : "Stop"}: ${titleOf(action)}`}
      onClick={() => abort.mutate(action)}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {waits ? "Undo" : isStopping ? "Stopping…" : "Stop"}
    </Button>
  );
}
