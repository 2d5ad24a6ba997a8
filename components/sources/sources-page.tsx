"use client";

import { Cable, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import type { Source } from "../../lib/api/source-types.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { SourceCard } from "./source-card.tsx";
import { NEW_SOURCE_LINK } from "./source-link.ts";
import { SourcesHeading, SourcesSkeleton } from "./sources-skeleton.tsx";
import { useSourceCounts } from "./use-source-counts.ts";
import { useSources } from "./use-sources.ts";

const SourceDialog = dynamic(() => import("./source-dialog.tsx").then((module) => module.SourceDialog), { ssr: false });
const RemoveDialog = dynamic(() => import("./remove-dialog.tsx").then((module) => module.RemoveDialog), { ssr: false });

/** Every job system that is watched: how it is, what it has, and what can be done about it. */
export function SourcesPage() {
  const { data, error, refetch } = useSources();
  useSourceCounts();
  const retry = () => void refetch();
  const sources = data?.items;
  return (
    <div className="flex flex-col gap-4">
      <SourcesHeading
        note={<FreshnessNote>{sources === undefined ? null : formatQuantity(sources.length, "source")}</FreshnessNote>}
        action={<ConnectLink />}
      />
      {sources === undefined ? (
        error === null ? (
          <SourcesSkeleton />
        ) : (
          <div className="min-h-80 rounded-lg border bg-surface shadow-raised">
            <QueryError what="the sources" error={error} retry={retry} />
          </div>
        )
      ) : (
        <>
          {error !== null && (
            <div className="overflow-hidden rounded-lg border">
              <RefreshError what="the sources" error={error} retry={retry} />
            </div>
          )}
          <Sources sources={sources} />
        </>
      )}
    </div>
  );
}

function ConnectLink() {
  return (
    <ButtonLink href={NEW_SOURCE_LINK} scroll={false} look="primary">
      <Plus aria-hidden="true" className="size-3.5" />
      Connect a backend
    </ButtonLink>
  );
}

/** The dialogs stand here, outside the cards: a card may change its place, or go, while its dialog is open. */
function Sources({ sources }: { sources: readonly Source[] }) {
  const router = useRouter();
  const isConnecting = useSearchParams().has("new");
  const [editing, setEditing] = useState<Source | null>(null);
  const [removing, setRemoving] = useState<Source | null>(null);
  return (
    <>
      <ul aria-label="Sources" className="flex flex-col gap-3">
        {sources.map((source) => (
          <li key={source.id}>
            <SourceCard source={source} onEdit={() => setEditing(source)} onRemove={() => setRemoving(source)} />
          </li>
        ))}
      </ul>
      {sources.every(({ kind }) => kind === "local") && (
        <section aria-label="No backend yet" className="rounded-lg border border-dashed">
          <EmptyState icon={Cable} title="No backend is connected yet" action={<ConnectLink />}>
            Connect the job systems that you run, Agenty, AI Connect, Sentimatrix or CluedIn, and see their jobs beside
            those of the built-in engine.
          </EmptyState>
        </section>
      )}
      {isConnecting && <SourceDialog source={null} onClose={() => router.replace("/sources", { scroll: false })} />}
      {editing !== null && <SourceDialog source={editing} onClose={() => setEditing(null)} />}
      {removing !== null && <RemoveDialog source={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}
