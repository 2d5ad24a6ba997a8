"use client";

import { ImageIcon } from "lucide-react";
import { useState } from "react";
import { prettyBeginning, prettyJson } from "../../../lib/json/pretty-json.ts";
import { visibleText } from "../../../lib/text/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import { TextLines } from "../configuration/text-lines.tsx";
import { isPicture, webLink } from "./links.ts";
import { type Cell, textOfCell } from "./result-cells.ts";

/** Longer values are drawn by lines, of which those in view are made. */
const LONG = 8 * 1024;
/** A long text without breaks is laid out in lines of so many characters. */
const LINE = 200;
const PIECES = new RegExp(`.{1,${LINE}}`, "gsu");

/** A value in full: JSON with line breaks, a text as it reads, a link to follow, a picture once it is asked for. */
export function ValueView({ name, cell }: { name: string; cell: Cell }) {
  const text = textOfCell(cell);
  if (cell.kind === "null") return <span className="text-ink-3 italic">null</span>;
  if (text === "") return <span className="text-ink-3 italic">empty</span>;
  const link = cell.kind === "text" && !cell.cut ? webLink(text) : null;
  if (link !== null) return <LinkView link={link} />;
  const shown = cell.kind !== "nested" ? text : cell.cut ? prettyBeginning(text) : prettyJson(text);
  if (shown.length > LONG) return <TextLines label={name} lines={linesOf(shown)} />;
  return <Text text={shown} mono={cell.kind !== "text"} />;
}

function linesOf(text: string): string[] {
  return text.split("\n").flatMap((line) => (line.length <= LINE ? line : (line.match(PIECES) ?? [])));
}

function Text({ text, mono }: { text: string; mono: boolean }) {
  return (
    <div className={`whitespace-pre-wrap break-words ${mono ? "font-mono text-xs" : "text-sm"}`}>
      <bdi>{visibleText(text)}</bdi>
    </div>
  );
}

function LinkView({ link }: { link: string }) {
  const [shown, setShown] = useState<"no" | "yes" | "failed">("no");
  return (
    <div className="text-sm">
      <a
        href={link}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="break-all text-accent underline decoration-from-font underline-offset-2"
      >
        <bdi>{visibleText(link)}</bdi>
      </a>
      {isPicture(link) && shown === "no" && (
        <Button size="sm" className="mt-2 flex" onClick={() => setShown("yes")}>
          <ImageIcon aria-hidden="true" className="size-3.5" />
          Show the picture from {new URL(link).host}
        </Button>
      )}
      {shown === "yes" && (
        // biome-ignore lint/performance/noImgElement: the server must not fetch what a page of somebody else names.
        <img
          src={link}
          alt={`At ${link}`}
          referrerPolicy="no-referrer"
          onError={() => setShown("failed")}
          className="mt-2 max-h-64 max-w-full rounded-md border"
        />
      )}
      {shown === "failed" && (
        <p role="alert" className="mt-2 text-failed">
          The picture could not be loaded.
        </p>
      )}
    </div>
  );
}
