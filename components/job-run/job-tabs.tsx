"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { JobDetail } from "../../lib/api/job-types.ts";
import { formatCount } from "../../lib/jobs/format.ts";
import type { Capabilities } from "../../lib/jobs/model.ts";
import { RUN_PART_WORDS, RUN_PARTS } from "../../lib/jobs/run-parts.ts";
import { hasEnded, type JobState } from "../../lib/jobs/state.ts";
import { SourceName } from "../sources/source-label.tsx";
import { type Tab, TabPanel, Tabs } from "../ui/tabs.tsx";
import { setAddress, useAddress } from "./address.ts";
import { LogsTab } from "./logs/logs-tab.tsx";
import { ResultsTab } from "./results/results-tab.tsx";
import { TasksTab } from "./tasks/tasks-tab.tsx";

const AttemptsTab = dynamic(() => import("./attempts/attempts-tab.tsx").then((module) => module.AttemptsTab));
const CompareTab = dynamic(() => import("./attempts/compare-tab.tsx").then((module) => module.CompareTab));
const ConfigurationTab = dynamic(() =>
  import("./configuration/configuration-tab.tsx").then((module) => module.ConfigurationTab),
);
const RawTab = dynamic(() => import("./raw/raw-tab.tsx").then((module) => module.RawTab));
const AuditTab = dynamic(() => import("./audit/audit-tab.tsx").then((module) => module.AuditTab));

/** The rest of what is known of a job. Which tab is open stands in the address. `attempt` is null for the latest. */
export function JobTabs({ detail, attempt }: { detail: JobDetail; attempt: number | null }) {
  const address = useAddress();
  const tabs = availableTabs(detail);
  const asked = address("tab");
  // Chosen once: a tab must not change under the reader because the job's state did.
  const [first] = useState(() => firstTab(detail.job.state));
  const value = [asked, first].find((each) => tabs.some((tab) => tab.value === each)) ?? tabs[0]?.value ?? "attempts";
  const { source, id } = detail.job;
  const runId = detail.run?.id ?? null;

  return (
    <section
      id="job-details"
      aria-label="Details"
      className="min-w-0 scroll-mt-16 rounded-lg border bg-surface shadow-raised"
    >
      <Tabs label="Details" tabs={tabs} value={value} onChange={(tab) => setAddress({ tab })}>
        <TabPanel value="tasks">
          <TasksTab key={runId} detail={detail} attempt={attempt} />
        </TabPanel>
        <TabPanel value="logs">
          <LogsTab key={runId} source={source} id={id} attempt={attempt} />
        </TabPanel>
        <TabPanel value="results">
          <ResultsTab key={runId} job={detail.job} attempt={attempt} />
        </TabPanel>
        <TabPanel value="attempts">
          <AttemptsTab detail={detail} />
        </TabPanel>
        <TabPanel value="compare">
          <CompareTab detail={detail} attempt={attempt} />
        </TabPanel>
        <TabPanel value="configuration">
          <ConfigurationTab detail={detail} />
        </TabPanel>
        <TabPanel value="raw">
          <RawTab detail={detail} attempt={attempt} />
        </TabPanel>
        <TabPanel value="audit">
          <AuditTab job={detail.job} commands={detail.commands} retriedAs={detail.retriedAs} />
        </TabPanel>
      </Tabs>
      <NotGiven source={source} capabilities={detail.capabilities} />
    </section>
  );
}

/** Why a tab that other sources have is not there. */
function NotGiven({ source, capabilities }: { source: string; capabilities: Capabilities }) {
  const missing = RUN_PARTS.filter((each) => !capabilities[each]);
  if (missing.length === 0) return null;
  const words = missing.map((each) => RUN_PART_WORDS[each]).join(", no ");
  return (
    <p className="border-t px-4 py-2 text-ink-3 text-xs">
      <SourceName id={source} /> gives no {words}.
    </p>
  );
}

/** Running: its log. Ended well: what it brought. Else: its tasks. */
function firstTab(state: JobState): string {
  if (!hasEnded(state)) return state === "Queued" ? "tasks" : "logs";
  return state === "Completed" ? "results" : "tasks";
}

function availableTabs({ job, run, runs, commands, capabilities }: JobDetail): Tab[] {
  const figure = (value: number | null | undefined) => (value == null || value < 0 ? null : formatCount(value));
  const tabs: Tab[] = [];
  if (capabilities.tasks) tabs.push({ value: "tasks", label: "Tasks", count: figure(job.tasksTotal) });
  if (capabilities.logs) {
    tabs.push({ value: "logs", label: "Logs", count: figure(run?.processingTasksReceivedLogLinesCount) });
  }
  if (capabilities.results) tabs.push({ value: "results", label: "Results", count: figure(job.resultsTotal) });
  return [
    ...tabs,
    { value: "attempts", label: "Attempts", count: figure(runs.length) },
    { value: "compare", label: "Compare", count: null },
    { value: "configuration", label: "Configuration", count: null },
    { value: "raw", label: "Raw", count: null },
    { value: "audit", label: "Audit", count: figure(commands.length) },
  ];
}
