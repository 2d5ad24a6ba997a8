import { Minus, Pencil, Plus } from "lucide-react";
import type { ResultChange } from "../../../lib/api/job-types.ts";

const LOOK = {
  added: { Icon: Plus, word: "Added", ink: "text-completed" },
  changed: { Icon: Pencil, word: "Changed", ink: "text-executing" },
  removed: { Icon: Minus, word: "Removed", ink: "text-failed" },
} as const satisfies Record<ResultChange, unknown>;

/** What became of a row. */
export function ChangeMark({ change }: { change: ResultChange }) {
  const { Icon, word, ink } = LOOK[change];
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${ink}`}>
      <Icon aria-hidden="true" className="size-3.5" />
      {word}
    </span>
  );
}
