import { History } from "lucide-react";
import Link from "next/link";
import { formatDuration, span } from "../../../lib/jobs/format.ts";
import type { Command, CommandAction } from "../../../lib/jobs/model.ts";
import { jobLink } from "../../jobs/filter-link.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Moment } from "../../ui/time.tsx";

const VERB: Record<CommandAction, string> = { start: "started it", cancel: "asked it to stop", retry: "retried it" };
const OUTCOME = { done: "Done", refused: "Refused", failed: "Failed" } as const;

/** Who asked what of this job, why, and what became of it; the latest first. */
export function AuditTab({ source, id, commands }: { source: string; id: string; commands: Command[] }) {
  if (commands.length === 0) {
    return (
      <EmptyState icon={History} title="Nobody has asked anything of this job">
        Starts, cancels and retries are kept here with who asked and why.
      </EmptyState>
    );
  }
  return (
    <ol>
      {commands.map((command) => (
        <li
          key={command.id}
          className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b px-4 py-2.5 text-sm last:border-b-0"
        >
          <Moment at={command.requestedAt} said="Asked" className="w-20 shrink-0 text-ink-3" />
          <p className="min-w-0 flex-1 break-words">
            <span className="font-medium">{command.actor}</span> {VERB[command.action]}
            {command.edited != null && <Edited paths={command.edited} />}
            {command.reason !== null && <span className="text-ink-2">: {command.reason}</span>}
            {command.resultJobId !== null && command.resultJobId !== id && (
              <>
                {" "}
                <span aria-hidden="true">→</span>{" "}
                <Link
                  href={jobLink({ source, id: command.resultJobId })}
                  className="rounded-sm font-mono underline decoration-line-strong underline-offset-3 hover:decoration-current"
                >
                  #{command.resultJobId}
                </Link>
              </>
            )}
          </p>
          <p className="text-ink-3">{progress(command)}</p>
        </li>
      ))}
    </ol>
  );
}

function Edited({ paths }: { paths: readonly string[] }) {
  return (
    <>
      {" with edits to "}
      <code className="break-all font-mono text-ink-2 text-xs">{paths.join(", ")}</code>
    </>
  );
}

function progress({ requestedAt, acknowledgedAt, finishedAt, outcome }: Command): string {
  if (finishedAt !== null) {
    const took = formatDuration(span(requestedAt, finishedAt, 0));
    return `${outcome === null ? "Finished" : OUTCOME[outcome]} after ${took}`;
  }
  if (acknowledgedAt !== null) return `Acknowledged after ${formatDuration(span(requestedAt, acknowledgedAt, 0))}`;
  return "Requested, not yet acknowledged";
}
