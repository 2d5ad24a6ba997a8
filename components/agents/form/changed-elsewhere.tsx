import { RefreshCw } from "lucide-react";
import { Button } from "../../ui/button.tsx";

/** Says that the agent was saved by somebody else while it was being changed here. */
export function ChangedElsewhere({ load }: { load: () => void }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 border-b bg-cancelling-tint px-4 py-2 text-sm sm:px-5"
    >
      <RefreshCw aria-hidden="true" className="size-4 shrink-0 text-cancelling" />
      <p className="min-w-0 flex-1 basis-60">
        Somebody else saved this agent meanwhile. Saving yours replaces theirs; loading theirs discards yours.
      </p>
      <Button size="sm" onClick={load}>
        Load theirs
      </Button>
    </div>
  );
}
