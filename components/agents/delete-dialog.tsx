"use client";

import { useRef } from "react";
import { ApiError } from "../../lib/api/client.ts";
import type { Agent } from "../../lib/api/types.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useDeleteAgent } from "./use-agent-commands.ts";

export function DeleteDialog({
  agent,
  onClose,
  onDeleted,
}: {
  agent: Agent;
  onClose: () => void;
  onDeleted?: () => void;
}) {
  const remove = useDeleteAgent();
  const isGone = useRef(false);
  const submit = () =>
    remove.mutate(agent, {
      onSuccess: () => {
        isGone.current = true;
        onClose();
        onDeleted?.();
      },
    });
  return (
    <Dialog
      title={`Delete ${agent.name}?`}
      description={consequence(agent)}
      onClose={onClose}
      returnFocus={() => (isGone.current ? document.getElementById("main") : null)}
    >
      {remove.isError && (
        <p role="alert" className="mb-2 text-failed text-sm">
          {remove.error instanceof ApiError ? remove.error.message : "The agent could not be deleted."}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" onClick={submit} disabled={remove.isPending}>
          {remove.isPending ? "Deleting…" : "Delete agent"}
        </Button>
      </div>
    </Dialog>
  );
}

function consequence({ counts, schedule }: Agent): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const open = counts.queued + counts.executing;
  const ends =
    schedule === null ? "It cannot be started any more." : "It will not start any more, by schedule or by hand.";
  if (total === 0) return `${ends} It has no jobs.`;
  const kept = `${total === 1 ? "Its one job stays" : `Its ${formatQuantity(total, "job")} stay`}, with logs and results`;
  return `${ends} ${kept}${open === 0 ? "." : `; ${open === 1 ? "one is under way and goes" : `${open} are under way and go`} on.`}`;
}
