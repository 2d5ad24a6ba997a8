import { formatBytes } from "../../../lib/jobs/format.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { webLink } from "./links.ts";
import { type Cell, type CellKind, textOfCell } from "./result-cells.ts";

const SHOWN = 300;

const LOOK: Record<CellKind, string> = {
  text: "",
  number: "",
  constant: "font-mono text-xs",
  null: "pr-0.5 text-ink-3 italic",
  nested: "font-mono text-xs text-ink-2",
};

/** A value on one line. It is text and nothing else, whatever it says; a link to the web can be followed. */
export function CellView({ cell }: { cell: Cell | undefined }) {
  if (cell === undefined) return null;
  const text = textOfCell(cell);
  if (text === "") return <span className="pr-0.5 text-ink-3 italic">empty</span>;
  const link = cell.kind === "text" && cell.part === null ? webLink(text) : null;
  const shown = <bdi className={LOOK[cell.kind]}>{visibleLine(text.slice(0, SHOWN))}</bdi>;
  if (link !== null) {
    return (
      <a
        href={link}
        target="_blank"
        rel="noopener noreferrer nofollow"
        tabIndex={-1}
        className="text-accent underline decoration-from-font underline-offset-2"
      >
        {shown}
      </a>
    );
  }
  if (cell.part === null && text.length <= SHOWN) return shown;
  return (
    <span className="inline-flex max-w-full items-baseline gap-1.5 align-bottom">
      <span className="min-w-0 truncate">{shown}…</span>
      <span className="shrink-0 text-ink-3 text-xs">{sizeOf(cell, text)}</span>
    </span>
  );
}

function sizeOf({ part }: Cell, text: string): string {
  return part?.length === null ? "over 256 kB" : formatBytes(part?.length ?? text.length);
}
