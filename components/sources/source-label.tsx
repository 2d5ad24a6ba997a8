"use client";

import { useQuery } from "@tanstack/react-query";
import { sourceQueries } from "../../lib/api/source-queries.ts";
import type { Source } from "../../lib/api/source-types.ts";
import type { Page } from "../../lib/api/types.ts";
import type { BackendKind } from "../../lib/sources/kinds.ts";

/** What a source is called, of which kind it is, and what can be done with its jobs. */
export type SourceLabel = Pick<Source, "name" | "kind" | "capabilities">;

const labelsOf = ({ items }: Page<Source>): Record<string, SourceLabel> =>
  Object.fromEntries(items.map(({ id, name, kind, capabilities }) => [id, { name, kind, capabilities }]));

/** The labels of all sources by id: the same object while none is renamed. Empty until they are known. */
export function useSourceLabels(): Record<string, SourceLabel> {
  // A row that comes into view late must not have all sources read again: they are kept up to date anyway.
  const { data } = useQuery({ ...sourceQueries.all(), select: labelsOf, staleTime: Number.POSITIVE_INFINITY });
  return data ?? NONE;
}

const NONE = {};

/** A source by its name, with a badge of its kind where that is known; its id until then. */
export function SourceName({ id }: { id: string }) {
  const label = useSourceLabels()[id];
  if (label === undefined) return id;
  return (
    <span data-tip={`${label.name}\nsource:${id}`}>
      <KindBadge kind={label.kind} />
      <bdi>{label.name}</bdi>
    </span>
  );
}

/** Which backend a job is of, where there is no room for its name. Nothing for jobs of the built-in engine. */
export function SourceMark({ id }: { id: string }) {
  const label = useSourceLabels()[id];
  if (label === undefined || label.kind === "local") return null;
  return (
    <span data-tip={`${label.name}\nsource:${id}`} className="-mr-1.5 shrink-0 @6xl:hidden">
      <KindBadge kind={label.kind} />
      <span className="sr-only">{label.name}</span>
    </span>
  );
}

const LETTERS: Record<BackendKind | "local", string> = {
  local: "W",
  agenty: "Ag",
  "ai-connect": "AI",
  sentimatrix: "Se",
  cluedin: "Cl",
};

/** The kind of a source in a letter or two, beside its name. Nothing for kinds that only keep jobs. */
export function KindBadge({ kind }: { kind: string }) {
  if (!isLettered(kind)) return null;
  return (
    <span
      aria-hidden="true"
      className="mr-1.5 inline-block w-5 shrink-0 rounded-xs bg-sunken text-center font-medium text-[0.6875rem] text-ink-2 leading-4"
    >
      {LETTERS[kind]}
    </span>
  );
}

function isLettered(kind: string): kind is keyof typeof LETTERS {
  return Object.hasOwn(LETTERS, kind);
}
