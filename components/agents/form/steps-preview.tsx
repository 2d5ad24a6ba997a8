"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { resultQueries } from "../../../lib/api/result-queries.ts";
import type { Agent } from "../../../lib/api/types.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { type Processed, postProcessAll } from "../../../lib/post-processing/post-process.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { CellView } from "../../job-run/results/cell-view.tsx";
import { cellsOf, columnsOf } from "../../job-run/results/result-cells.ts";
import { type StepDraft, stepOf } from "../step-draft.ts";

const READ = 100;
const SHOWN = 8;

/** What the steps, as they are typed, make of the first results of the agent's latest job. */
export function StepsPreview({ agent, steps }: { agent: Agent; steps: readonly StepDraft[] }) {
  const id = agent.lastJob?.id ?? "";
  const choice = { source: agent.source, id, attempt: null, collection: 1, task: null, verdict: null };
  const { data } = useQuery({ ...resultQueries.page({ ...choice, after: 0, limit: READ }), enabled: id !== "" });
  const settled = useDeferredValue(steps);
  const items = data?.items;
  const processed = useMemo(
    () =>
      items === undefined
        ? null
        : postProcessAll(
            items.map((item) => item.data),
            settled.map(stepOf),
          ),
    [items, settled],
  );
  if (processed === null || processed.outcomes.length === 0) {
    return <p className="text-ink-3 text-xs">A preview stands here once a job of this agent has found something.</p>;
  }
  return (
    <section aria-labelledby="agent-steps-preview" className="min-w-0">
      <h3 id="agent-steps-preview" className="font-medium text-sm">
        Preview
      </h3>
      <p role="status" className="mb-2 text-ink-3 text-xs">
        {inWords(processed, agent.lastJob?.id ?? "")}
      </p>
      <PreviewTable processed={processed} />
    </section>
  );
}

function PreviewTable({ processed }: { processed: Processed }) {
  const kept = processed.outcomes.flatMap((outcome) => ("kept" in outcome ? [outcome.kept] : []));
  const rows = kept.slice(0, SHOWN).map((data, place) => ({ place, cells: cellsOf({ data, cut: [] }) }));
  const columns = columnsOf(
    [],
    rows.map(({ cells }) => cells),
  );
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled has to be reached by keyboard.
    <section tabIndex={0} aria-label="Rows as post-processed" className="overflow-x-auto rounded-md border">
      <table className="w-full text-left text-xs">
        <thead className="bg-sunken text-ink-2">
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className="whitespace-nowrap px-2.5 py-1.5 font-medium">
                <bdi>{visibleLine(name)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map(({ place, cells }) => (
            <tr key={place}>
              {columns.map((name) => (
                <td key={name} className="max-w-56 truncate px-2.5 py-1.5 tabular-nums">
                  <CellView cell={cells.get(name)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function inWords({ outcomes, unread }: Processed, job: string): string {
  const left = (why: "filtered" | "duplicate") => outcomes.filter((each) => "left" in each && each.left === why).length;
  const [filtered, duplicates] = [left("filtered"), left("duplicate")];
  const kept = outcomes.length - filtered - duplicates;
  const [first] = unread;
  const parts = [
    `Of the first ${formatQuantity(outcomes.length, "row")} of job ${job}, ${kept} ${kept === 1 ? "is" : "are"} kept`,
    filtered === 0 ? "" : `${filtered} filtered out`,
    duplicates === 0 ? "" : `${formatQuantity(duplicates, "duplicate")} dropped`,
    first === undefined
      ? ""
      : `${formatQuantity(unread.length, "value")} left empty (${first.text === null ? "one" : `“${visibleLine(first.text.slice(0, 40))}”`} ${first.problem})`,
  ];
  return `${parts.filter((part) => part !== "").join("; ")}.`;
}
