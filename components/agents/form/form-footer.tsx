"use client";

import { Play } from "lucide-react";
import { Button, ButtonLink } from "../../ui/button.tsx";

/** Saving, always in reach: it stays at the foot of the screen while the form is longer than that. */
export function FormFooter({
  isNew,
  dirty,
  busy,
  enabled,
  onSaveAndStart,
}: {
  isNew: boolean;
  dirty: boolean;
  busy: boolean;
  enabled: boolean;
  onSaveAndStart: () => void;
}) {
  const nothing = !isNew && !dirty;
  const canStart = enabled && !busy && !nothing;
  return (
    <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 flex flex-wrap items-center gap-2 rounded-b-lg border-t bg-surface px-4 py-2.5 sm:px-5 md:bottom-0">
      <Button look="primary" type="submit" className="coarse:h-10" aria-disabled={busy || nothing}>
        {busy ? "Saving…" : isNew ? "Create" : "Save"}
      </Button>
      <Button
        className="coarse:h-10"
        aria-disabled={!canStart}
        data-tip={enabled ? undefined : "Paused: enable it to start it"}
        onClick={() => canStart && onSaveAndStart()}
      >
        <Play aria-hidden="true" className="size-3.5" />
        {isNew ? "Create and start" : "Save and start"}
      </Button>
      <ButtonLink href="/agents" look="ghost" className="coarse:h-10">
        Cancel
      </ButtonLink>
      <span role="status" className="ml-auto text-ink-3 text-xs max-sm:sr-only">
        {nothing ? "Nothing to save" : dirty ? "Not saved yet" : ""}
      </span>
    </div>
  );
}
