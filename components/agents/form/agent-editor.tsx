"use client";

import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from "react";
import type { Agent } from "../../../lib/api/types.ts";
import { TabPanel, Tabs } from "../../ui/tabs.tsx";
import { toastDone, toastFailed } from "../../ui/toast.ts";
import { type AgentDraft, definitionOf, draftOf } from "../agent-draft.ts";
import { agentInWords } from "../agent-words.ts";
import { bringUp } from "../bring-up.ts";
import { useSaveAgent } from "../use-agent-commands.ts";
import { useAgentForm } from "../use-agent-form.ts";
import { useLeaveGuard } from "../use-leave-guard.ts";
import { useStartAgent } from "../use-start-agent.ts";
import { ChangedElsewhere } from "./changed-elsewhere.tsx";
import { FormFooter } from "./form-footer.tsx";
import { GeneralSection } from "./general-section.tsx";
import { InWords } from "./in-words.tsx";
import { ItemsSection } from "./items-section.tsx";
import { JSON_ID, JsonTab } from "./json-tab.tsx";
import { PostProcessingSection } from "./post-processing-section.tsx";
import { ProblemSummary } from "./problem-summary.tsx";
import { ProgramsSection } from "./programs-section.tsx";
import { RequestsSection, RunningSection } from "./running-section.tsx";
import { ScheduleSection } from "./schedule-section.tsx";
import { TargetsSection } from "./targets-section.tsx";

const TABS = [
  { value: "form", label: "Definition", count: null },
  { value: "json", label: "JSON", count: null },
];

/** The definition of an agent, to be written or changed. Without `agent` it is of a new one. */
export function AgentEditor({
  agent,
  initial,
  onSaved,
  aside,
}: {
  agent: Agent | null;
  initial: AgentDraft;
  onSaved: (agent: Agent) => void;
  /** Stands beside the form where there is room, else above it. */
  aside?: ReactNode;
}) {
  const form = useAgentForm(initial);
  const { draft, problems } = form;
  const [tab, setTab] = useState("form");
  const [jsonProblem, setJsonProblem] = useState<string | null>(null);
  const dirty = form.dirty || jsonProblem !== null;
  const [knownAt, setKnownAt] = useState(agent?.updatedAt);
  const [showFirst, setShowFirst] = useState(0);
  const element = useRef<HTMLFormElement>(null);
  const save = useSaveAgent();
  const start = useStartAgent();
  useLeaveGuard(dirty);

  const changedElsewhere = agent !== null && agent.updatedAt !== knownAt && !save.isPending;
  const takeOver = (fresh: Agent) => {
    form.restart(draftOf(fresh.definition));
    setKnownAt(fresh.updatedAt);
  };
  if (changedElsewhere && !dirty) takeOver(agent);

  useEffect(() => {
    if (showFirst > 0) bringUp(element.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-invalid=true]"));
  }, [showFirst]);

  const show = (next: string) => {
    setTab(next);
    setJsonProblem(null);
  };

  const showProblems = () => {
    show("form");
    setShowFirst((times) => times + 1);
  };

  const submit = (thenStart: boolean) => {
    if (save.isPending) return;
    if (jsonProblem !== null) return bringUp(document.getElementById(JSON_ID));
    if (!form.attempt()) return showProblems();
    save.mutate(
      { id: agent?.id ?? null, definition: definitionOf(draft) },
      {
        onSuccess: ({ agent: saved }) => {
          takeOver(saved);
          if (thenStart) start.mutate(saved);
          else toastDone(`${agent === null ? "Created" : "Saved"} ${saved.name}`);
          onSaved(saved);
        },
        onError: (error) => {
          if (form.refuse(error)) showProblems();
          else toastFailed(`Could not save ${draft.name.trim()}`, error);
        },
      },
    );
  };

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem] xl:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="contents lg:sticky lg:top-17 lg:order-last lg:flex lg:flex-col lg:gap-4">
        {aside}
        <InWords sentences={agentInWords(draft)} />
      </div>
      <form
        ref={element}
        noValidate
        aria-label={agent === null ? "New agent" : `Definition of ${agent.name}`}
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault();
          if (agent === null || dirty) submit(false);
        }}
        className="min-w-0 rounded-lg border bg-surface shadow-raised"
      >
        {changedElsewhere && <ChangedElsewhere load={() => takeOver(agent)} />}
        <ProblemSummary problems={problems} />
        <Tabs tabs={TABS} value={tab} onChange={show} label="Definition">
          <TabPanel value="form">
            <GeneralSection form={form} isNew={agent === null} />
            <TargetsSection form={form} />
            <ItemsSection form={form} />
            <PostProcessingSection form={form} agent={agent} />
            <RequestsSection form={form} />
            <RunningSection form={form} />
            <ScheduleSection form={form} />
            <ProgramsSection form={form} />
          </TabPanel>
          <TabPanel value="json">
            <JsonTab
              draft={draft}
              problem={jsonProblem}
              onRead={(read) => {
                setJsonProblem("problem" in read ? read.problem : null);
                if ("draft" in read) form.change(read.draft);
              }}
            />
          </TabPanel>
        </Tabs>
        <FormFooter
          isNew={agent === null}
          dirty={dirty}
          busy={save.isPending || start.isPending}
          enabled={draft.enabled}
          onSaveAndStart={() => submit(true)}
        />
      </form>
    </div>
  );
}
