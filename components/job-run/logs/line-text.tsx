import clsx from "clsx";
import type { CSSProperties } from "react";
import type { AnsiStyle } from "../../../lib/text/ansi.ts";
import { css, inkOf, readableOn } from "../../../lib/text/ansi-color.ts";
import { drawnPieces } from "./line-pieces.ts";

/**
 * A message as it is safe to show: colours that can be read, controls and marks of direction as signs, the text around kept
 * out of its direction. `current` is the line that the search stands at.
 */
export function LineText({ message, marks, current }: { message: string; marks: readonly number[]; current: boolean }) {
  const pieces = drawnPieces(message, marks);
  return (
    <bdi dir="auto">
      {pieces.map(({ text, from, style, sign, found }) => {
        const Tag = found ? "mark" : "span";
        if (!found && style === null && sign === null) return text;
        return (
          <Tag
            key={from}
            data-tip={sign ?? undefined}
            style={found || style === null ? undefined : colorsOf(style)}
            className={clsx(
              found && (current ? "bg-cancelling-mark text-[oklch(0.2_0.03_75)]" : "bg-found text-ink"),
              found && "rounded-xs",
              sign !== null && "mx-px rounded-xs border border-line-strong px-0.5 text-ink-2",
              style !== null && weightsOf(style),
            )}
          >
            {text}
          </Tag>
        );
      })}
    </bdi>
  );
}

function weightsOf(style: AnsiStyle): string {
  return clsx(
    style.bold && "font-semibold",
    style.italic && "italic",
    style.underline && "underline",
    style.strike && "line-through",
    style.faint && style.ink === null && style.ground === null && !style.inverse && "text-ink-3",
  );
}

/** Ink that can be read on the line's ground in both themes, or on the ground that the text brings with it. */
function colorsOf({ ink, ground, inverse }: AnsiStyle): CSSProperties | undefined {
  const [front, back] = inverse ? [ground, ink] : [ink, ground];
  if (back !== null) {
    const text = front ?? readableOn([127, 127, 127], back);
    return { color: css(readableOn(text, back)), backgroundColor: css(back) };
  }
  if (inverse) return { color: "var(--color-on-inverse)", backgroundColor: "var(--color-inverse)" };
  return front === null ? undefined : { color: inkOf(front) };
}
