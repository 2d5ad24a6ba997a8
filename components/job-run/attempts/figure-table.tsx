"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { formatCount, formatDuration } from "../../../lib/jobs/format.ts";
import { cutVisible } from "../../../lib/text/visible-text.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { Moment } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import type { ComparedFigure, ComparedSection } from "./compare-runs.ts";

/** Figures of two runs in columns, with what their difference is in words. */
export function FigureTable({
  sections,
  showEqual,
  oneHead,
  otherHead,
}: {
  sections: readonly ComparedSection[];
  showEqual: boolean;
  oneHead: ReactNode;
  otherHead: ReactNode;
}) {
  const shown = sections
    .map(({ title, figures }) => ({ title, figures: figures.filter(({ same }) => showEqual || !same) }))
    .filter(({ figures }) => figures.length > 0);
  return (
    <section
      aria-label="Figures side by side"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="focus-inset relative overflow-x-auto border-t"
    >
      <table className="w-full min-w-[20rem] table-fixed text-left text-sm">
        <colgroup>
          <col className="w-[42%] sm:w-[26%]" />
          <col className="sm:w-[24%]" />
          <col className="sm:w-[24%]" />
          <col className="w-0 sm:w-auto" />
        </colgroup>
        <thead className="text-xs">
          <tr className="*:border-b *:px-2 *:py-2 *:align-top *:font-medium *:first:pl-4 sm:*:px-3">
            <td />
            <th scope="col">{oneHead}</th>
            <th scope="col">{otherHead}</th>
            <th scope="col" className="hidden text-ink-3 sm:table-cell">
              This run is
            </th>
          </tr>
        </thead>
        {shown.map(({ title, figures }) => (
          <tbody key={title}>
            <tr>
              <th scope="rowgroup" colSpan={4} className="px-4 pt-3 pb-1 text-left font-medium text-ink-3 text-xs">
                {title}
              </th>
            </tr>
            {figures.map((figure) => (
              <FigureRow key={figure.name} figure={figure} />
            ))}
          </tbody>
        ))}
      </table>
      {shown.length === 0 && (
        <p className="px-4 py-6 text-center text-ink-2 text-sm">No figure of the two runs differs.</p>
      )}
    </section>
  );
}

function FigureRow({ figure }: { figure: ComparedFigure }) {
  return (
    <tr
      className={clsx(
        "*:break-words *:px-2 *:py-1 *:align-top *:first:pl-4 sm:*:px-3",
        figure.same ? "text-ink-3" : "hover:bg-hover",
      )}
    >
      <th scope="row" className="font-normal text-ink-2">
        {figure.name}
        {/* Where there is no place for a fourth column. */}
        {figure.words !== null && <span className="block text-ink-3 text-xs sm:hidden">{figure.words}</span>}
      </th>
      <td className={clsx(!figure.same && "font-medium")}>{value(figure, "one")}</td>
      <td>{value(figure, "other")}</td>
      <td className="hidden text-ink-2 sm:table-cell">
        {figure.words ?? (figure.same ? <span className="sr-only">equal</span> : "")}
      </td>
    </tr>
  );
}

function value(figure: ComparedFigure, side: "one" | "other"): ReactNode {
  if (figure[side] === null)
    return <Unknown reason={figure.kind === "text" ? "Nothing" : "Not known, or not reported"} />;
  switch (figure.kind) {
    case "duration":
      return formatDuration(figure[side]);
    case "count":
      return formatCount(figure[side]);
    case "state":
      return <StateBadge state={figure[side]} plain />;
    case "moment":
      return <Moment at={figure[side]} said={figure.name} />;
    case "text":
      return (
        <span className="line-clamp-6 whitespace-pre-line [unicode-bidi:plaintext]">
          {cutVisible(figure[side] ?? "").text}
        </span>
      );
  }
}
