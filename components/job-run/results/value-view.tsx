"use client";

import { ImageIcon } from "lucide-react";
import { useState } from "react";
import { formatBytes } from "../../../lib/jobs/format.ts";
import { prettyBeginning, prettyJson } from "../../../lib/json/pretty-json.ts";
import { visibleText } from "../../../lib/text/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import { isPicture, webLink } from "./links.ts";
import { LongText } from "./long-text.tsx";
import { type Cell, textOfCell } from "./result-cells.ts";

/** Longer values are drawn only where they are in view, as they are stored. */
const LONG = 64 * 1024;

/** A value in full: JSON with line breaks, a text as it reads, a link to follow, a picture once it is asked for. */
export function ValueView({ name, cell }: { name: string; cell: Cell }) {
  if (cell.raw.length > LONG) return <LongText text={cell.raw} label={name} />;
  const text = textOfCell(cell);
  if (cell.kind === "null") return <span className="text-ink-3 italic">null</span>;
  if (text === "") return <span className="text-ink-3 italic">empty</span>;
  const link = cell.kind === "text" && !cell.cut ? webLink(text) : null;
  if (link !== null) return <LinkView link={link} />;
  if (cell.kind !== "nested") return <Text text={text} mono={cell.kind !== "text"} />;
  return <Text text={cell.cut ? prettyBeginning(text) : prettyJson(text)} mono />;
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

/** `Showing the first 64 kB of 20.0 MB`, and the ways to the rest. */
export function PartNotice({
  shown,
  bytes,
  loading,
  onLoad,
  download,
}: {
  shown: number;
  bytes: number;
  loading: boolean;
  onLoad: () => void;
  download: string;
}) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 rounded-md bg-sunken px-3 py-2 text-sm">
      <span className="mr-auto">
        The first {formatBytes(shown)} of {formatBytes(bytes)} are shown.
      </span>
      <Button size="sm" disabled={loading} onClick={onLoad}>
        {loading ? "Loading…" : "Load the rest"}
      </Button>
      <a href={download} download className="text-accent underline underline-offset-2">
        Download
      </a>
    </div>
  );
}
