"use client";

import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import type { Agent } from "../../../lib/api/types.ts";
import { TabPanel, Tabs } from "../../ui/tabs.tsx";
import { toastDone, toastFailed } from "../../ui/toast.tsx";
import { type AgentDraft, definitionOf, draftOf } from "../agent-draft.ts";
import { agentInWords } from "../agent-words.ts";
import { useSaveAgent } from "../use-agent-commands.ts";
import { useAgentForm } from "../use-agent-form.ts";
import { useLeaveGuard } from "../use-leave-guard.ts";
import { useStartAgent } from "../use-start-agent.ts";
import { ChangedElsewhere } from "./changed-elsewhere.tsx";
import { FormFooter } from "./form-footer.tsx";
import { GeneralSection } from "./general-section.tsx";
import { InWords } from "./in-words.tsx";
import { ItemsSection } from "./items-section.tsx";
import { JsonTab } from "./json-tab.tsx";
import { ProblemSummary } from "./problem-summary.tsx";
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
}: {
  agent: Agent | null;
  initial: AgentDraft;
  onSaved: (agent: Agent) => void;
}) {
  const form = useAgentForm(initial);
  const { draft, problems, dirty } = form;
  const [tab, setTab] = useState("form");
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
    if (showFirst > 0) element.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-invalid=true]")?.focus();
  }, [showFirst]);

  const showProblems = () => {
    setTab("form");
    setShowFirst((times) => times + 1);
  };

  const submit = (thenStart: boolean) => {
    if (save.isPending) return;
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

  const saveAndStart = () => {
    if (agent !== null && !dirty) start.mutate(agent);
    else submit(true);
  };

  return (
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
      <Tabs tabs={TABS} value={tab} onChange={setTab} label="Definition">
        <TabPanel value="form">
          <GeneralSection form={form} isNew={agent === null} />
          <TargetsSection form={form} />
          <ItemsSection form={form} />
          <RequestsSection form={form} />
          <RunningSection form={form} />
          <ScheduleSection form={form} />
          <InWords sentences={agentInWords(draft)} />
        </TabPanel>
        <TabPanel value="json">
          <JsonTab
            draft={draft}
            apply={(next) => {
              form.change(next);
              setTab("form");
            }}
          />
        </TabPanel>
      </Tabs>
      <FormFooter
        isNew={agent === null}
        dirty={dirty}
        busy={save.isPending || start.isPending}
        enabled={draft.enabled}
        onSaveAndStart={saveAndStart}
      />
    </form>
  );
}
