import { formatCount } from "../../../lib/jobs/format.ts";
import { webLink } from "./links.ts";
import { type Cell, type CellKind, textOfCell } from "./result-cells.ts";
import { visibleLine } from "./visible-text.ts";

const SHOWN = 300;

const LOOK: Record<CellKind, string> = {
  text: "",
  number: "",
  constant: "font-mono text-xs",
  null: "text-ink-3 italic",
  nested: "font-mono text-xs text-ink-2",
};

/** A value on one line. It is text and nothing else, whatever it says; a link to the web can be followed. */
export function CellView({ cell }: { cell: Cell | undefined }) {
  if (cell === undefined) return null;
  const text = textOfCell(cell);
  if (text === "") return <span className="text-ink-3 italic">empty</span>;
  const link = cell.kind === "text" && cell.part === null ? webLink(text) : null;
  const shown = visibleLine(text.slice(0, SHOWN));
  return (
    <>
      {link === null ? (
        <bdi className={LOOK[cell.kind]}>{shown}</bdi>
      ) : (
        <a
          href={link}
          target="_blank"
          rel="noopener noreferrer nofollow"
          tabIndex={-1}
          className="text-accent underline decoration-from-font underline-offset-2"
        >
          <bdi>{shown}</bdi>
        </a>
      )}
      {(cell.part !== null || text.length > SHOWN) && <span className="text-ink-3">… {sizeOf(cell)}</span>}
    </>
  );
}

function sizeOf({ part, raw }: Cell): string {
  if (part === null) return "";
  return part.length === null ? "long" : `${formatCount(Math.max(part.length, raw.length))} characters`;
}
