"use client";

import { useMemo, useState } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import type { DocumentKey } from "../../../lib/api/queries.ts";
import { ToolbarChoice } from "../toolbar.tsx";
import { AgentSince } from "./agent-since.tsx";
import { DocumentBlock } from "./document-block.tsx";
import { FactList } from "./fact-list.tsx";
import { factsOf } from "./facts.ts";

/** What the job was told to do: the agent as it was, whether it has changed since, and the job's own parameters. */
export function ConfigurationTab({ detail }: { detail: JobDetail }) {
  const { job, config, params, cut } = detail;
  const of = (name: DocumentKey["name"]): DocumentKey => ({ source: job.source, id: job.id, name, attempt: null });
  return (
    <div className="flex flex-col divide-y">
      <AgentSince detail={detail} />
      <Told
        title="Agent, as it was when the job was made"
        of={of("config")}
        json={config}
        cut={cut.config}
        empty="The source does not keep it."
      />
      <Told
        title="Parameters"
        of={of("params")}
        json={params}
        cut={cut.params}
        empty="The job was started without parameters."
      />
    </div>
  );
}

function Told({
  title,
  of,
  json,
  cut,
  empty,
}: {
  title: string;
  of: DocumentKey;
  json: string | null;
  cut: number | null;
  empty: string;
}) {
  const facts = useMemo(() => (json === null || cut !== null ? null : factsOf(json)), [json, cut]);
  const [as, setAs] = useState<"facts" | "json">("facts");
  if (json === null) {
    return (
      <section aria-label={title} className="px-4 py-3">
        <h3 className="flex h-7 items-center font-medium text-sm">{title}</h3>
        <p className="text-ink-3 text-sm">{empty}</p>
      </section>
    );
  }
  return (
    <DocumentBlock
      title={title}
      of={of}
      beginning={json}
      cut={cut}
      instead={facts === null || facts.length === 0 || as === "json" ? null : <FactList facts={facts} />}
    >
      {facts !== null && facts.length > 0 && (
        <ToolbarChoice
          label={`${title}: show as`}
          value={as}
          choices={[
            ["facts", "List"],
            ["json", "JSON"],
          ]}
          onChange={setAs}
        />
      )}
    </DocumentBlock>
  );
}
