"use client";

import { ArrowLeftRight, RotateCw } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import type { ComparedRun, RunComparison } from "../../../lib/api/job-types.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { jobLink } from "../../jobs/filter-link.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { compareRuns, headline } from "./compare-runs.ts";
import { writeComparedWith } from "./compare-with.ts";
import { FigureTable } from "./figure-table.tsx";
import { TextDifference } from "./text-difference.tsx";

/** Two runs side by side. What differs is shown, what is equal only when asked for. */
export function Comparison({
  comparison: { one, other, same },
  onReadAgain,
}: {
  comparison: RunComparison;
  onReadAgain: () => void;
}) {
  const [showEqual, setShowEqual] = useState(false);
  // Two long texts take their time: the figures are there before, and the page answers meanwhile.
  const showTexts = useDeferredValue(true, false);
  const sections = compareRuns(one, other);
  const equal = sections.reduce((sum, { figures }) => sum + figures.filter((figure) => figure.same).length, 0);
  const isSameJob = one.job.id === other.job.id && one.job.source === other.job.source;
  return (
    <section aria-label="Comparison" className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        <p className="mr-auto font-medium text-lg">{headline(one, other)}</p>
        <Button size="sm" aria-pressed={showEqual} onClick={() => setShowEqual(!showEqual)}>
          {showEqual ? "Hide what is equal" : `Show ${formatQuantity(equal, "equal figure")} too`}
        </Button>
        <ButtonLink size="sm" href={swapped(one, other)} prefetch={false}>
          <ArrowLeftRight aria-hidden="true" className="size-3.5" />
          Swap
        </ButtonLink>
        <Button size="sm" look="ghost" onClick={onReadAgain}>
          <RotateCw aria-hidden="true" className="size-3.5" />
          Read again
        </Button>
      </div>
      <FigureTable
        sections={sections}
        showEqual={showEqual}
        oneHead={<RunHead side={one} isThis />}
        otherHead={<RunHead side={other} />}
      />
      {isSameJob ? (
        <p className="border-t px-4 py-3 text-ink-3 text-sm">
          Attempts of one job share its configuration and parameters.
        </p>
      ) : (
        showTexts && (
          <>
            <TextDifference
              name="Configuration"
              one={one.config}
              other={other.config}
              cut={one.cut.config ?? other.cut.config}
              same={same.config}
              showEqual={showEqual}
            />
            <TextDifference
              name="Parameters"
              one={one.params}
              other={other.params}
              cut={one.cut.params ?? other.cut.params}
              same={same.params}
              showEqual={showEqual}
            />
          </>
        )
      )}
    </section>
  );
}

function RunHead({ side: { job, run }, isThis = false }: { side: ComparedRun; isThis?: boolean }) {
  const search = run === null || run.attempt === job.attempt ? "" : `?run=${run.attempt}`;
  return (
    <>
      {isThis ? (
        <span className="font-mono">#{job.id}</span>
      ) : (
        <Link
          href={`${jobLink(job)}${search}`}
          prefetch={false}
          className="rounded-sm font-mono underline decoration-line-strong underline-offset-3 hover:decoration-current"
        >
          #{job.id}
        </Link>
      )}
      <span className="block truncate font-normal text-ink-3">
        {isThis ? "this run" : <bdi>{job.name}</bdi>}
        {run !== null && `, attempt ${run.attempt}`}
      </span>
    </>
  );
}

/** The same two, seen from the other. */
function swapped(one: ComparedRun, other: ComparedRun): string {
  const search = new URLSearchParams({ tab: "compare" });
  if (other.run !== null && other.run.attempt !== other.job.attempt) search.set("run", String(other.run.attempt));
  search.set(
    "compare-with",
    writeComparedWith({ source: one.job.source, id: one.job.id, attempt: one.run?.attempt ?? null }),
  );
  return `${jobLink(other.job)}?${search}`;
}
