"use client";

import type { Source } from "../../lib/api/source-types.ts";
import { Dialog } from "../ui/dialog.tsx";
import { SourceForm } from "./source-form.tsx";

/** Connects a backend, or edits one. */
export function SourceDialog({ source, onClose }: { source: Source | null; onClose: () => void }) {
  return (
    <Dialog
      title={source === null ? "Connect a backend" : `Edit ${source.name}`}
      onClose={onClose}
      className="top-[6vh] max-h-[88vh] sm:max-w-xl"
      isFirm
    >
      <SourceForm source={source} onClose={onClose} />
    </Dialog>
  );
}
