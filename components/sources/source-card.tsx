"use client";

import clsx from "clsx";
import { CirclePause, CirclePlay, PlugZap } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Source } from "../../lib/api/source-types.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { isBackendKind } from "../../lib/sources/kinds.ts";
import { CountLinks } from "../jobs/count-links.tsx";
import { useNow } from "../live/use-now.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { explain } from "../ui/toast.ts";
import { BackfillProgress, SourceFacts, SourceRemarks, SourceTrouble } from "./source-health.tsx";
import { SourceMenu } from "./source-menu.tsx";
import { jobsOf, kindName, standingOf } from "./source-words.ts";
import { StandingBadge } from "./standing-badge.tsx";
import { TestResult } from "./test-result.tsx";
import { usePauseSource, useTestSource } from "./use-source-commands.ts";

/** One source: what it is, how it is, what it has, and what can be done with it. */
export function SourceCard({ source, onEdit, onRemove }: { source: Source; onEdit: () => void; onRemove: () => void }) {
  const id = useId();
  const test = useTestSource();
  const standing = standingOf(source, useNow());
  const { name, kind, settings, health } = source;
  const isBackend = isBackendKind(kind);
  const isStaying = standing !== "removing";
  return (
    <article aria-labelledby={id} className="@container rounded-lg border bg-surface shadow-raised">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3">
        <div className="min-w-0 flex-1 basis-60">
          <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
            <h2 id={id} className="min-w-0 break-words font-semibold text-lg leading-6">
              {name}
            </h2>
            <StandingBadge standing={standing} />
          </div>
          <p className="wrap-anywhere min-w-0 text-ink-3 text-xs">
            {kind === "local" ? "Runs the agents that are made here" : kindName(kind)}
            {settings !== null && ` · ${settings.address}`}
            {` · source:${source.id}`}
          </p>
          {source.declaredIn !== null && (
            <p className="wrap-anywhere min-w-0 text-ink-3 text-xs">
              Declared in <code className="font-mono">{source.declaredIn}</code>: edited and removed there
            </p>
          )}
        </div>
        {isBackend && isStaying && (
          <Actions
            source={source}
            isTesting={test.isPending}
            onTest={() => test.mutate({ id: source.id })}
            menu={<SourceMenu source={source} onEdit={onEdit} onRemove={onRemove} />}
          />
        )}
        {kind === "local" && (
          <div className="flex items-center gap-1.5">
            <TestButton name={name} isTesting={test.isPending} onTest={() => test.mutate({ id: source.id })} />
            <ButtonLink href="/agents" size="sm">
              Its agents
            </ButtonLink>
          </div>
        )}
      </header>
      <div className="flex flex-col gap-3 px-4 pt-2.5 pb-3">
        {isStaying && test.data !== undefined && <TestResult test={test.data} onDismiss={test.reset} />}
        {isStaying && test.isError && (
          <p role="alert" className="text-failed text-sm">
            {explain(test.error)}
          </p>
        )}
        {standing === "removing" && <Removing source={source} />}
        {standing === "kept" && (
          <p className="text-ink-2 text-sm">
            Nobody is asked about its jobs: they are only kept here.
            {isBackend && " Edit it and give it an address to connect it."}
          </p>
        )}
        {isStaying && health !== null && settings !== null && (
          <>
            <SourceTrouble source={source} health={health} />
            {health.backfill !== null && (
              <BackfillProgress name={name} backfill={health.backfill} paused={source.paused} />
            )}
            <SourceFacts source={source} health={health} settings={settings} />
            <SourceRemarks health={health} />
          </>
        )}
        <CountLinks
          label={`Jobs of ${name}`}
          counts={source.counts}
          of={{ source: [source.id] }}
          className={clsx("-ml-1", !isStaying && "hidden")}
        />
      </div>
    </article>
  );
}

function Actions({
  source,
  isTesting,
  onTest,
  menu,
}: {
  source: Source;
  isTesting: boolean;
  onTest: () => void;
  menu: ReactNode;
}) {
  const pause = usePauseSource();
  const { name, paused, settings } = source;
  return (
    <div className="flex items-center gap-1.5">
      {settings !== null && (
        <>
          <TestButton name={name} isTesting={isTesting} onTest={onTest} />
          <Button
            size="sm"
            aria-label={`${paused ? "Resume" : "Pause"} ${name}`}
            disabled={pause.isPending}
            onClick={() => pause.mutate(source)}
          >
            {paused ? (
              <CirclePlay aria-hidden="true" className="size-3.5" />
            ) : (
              <CirclePause aria-hidden="true" className="size-3.5" />
            )}
            {paused ? "Resume" : "Pause"}
          </Button>
        </>
      )}
      {menu}
    </div>
  );
}

function TestButton({ name, isTesting, onTest }: { name: string; isTesting: boolean; onTest: () => void }) {
  return (
    <Button size="sm" aria-label={`Test ${name}`} disabled={isTesting} onClick={onTest}>
      <PlugZap aria-hidden="true" className="size-3.5" />
      {isTesting ? "Testing…" : "Test"}
    </Button>
  );
}

function Removing({ source }: { source: Source }) {
  return (
    <div>
      <p role="status" className="mb-1 text-ink-2 text-sm">
        Removing, {formatQuantity(jobsOf(source), "job")} left
      </p>
      <ProgressBar percent={null} tone="cancelled" label={`Removing ${source.name}`} />
    </div>
  );
}
