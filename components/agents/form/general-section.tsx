"use client";

import { CheckControl, ChoiceControl } from "../../ui/choices.tsx";
import { TextControl } from "../../ui/controls.tsx";
import type { AgentType } from "../agent-draft.ts";
import { AgentTypeLabel } from "../agent-type.tsx";
import { TYPE_WORDS } from "../agent-words.ts";
import type { AgentForm } from "../use-agent-form.ts";
import { FormSection } from "./form-section.tsx";

const TYPES = (["scraping", "crawling"] as const satisfies readonly AgentType[]).map((value) => ({
  value,
  title: <AgentTypeLabel type={value} />,
  meaning: `${TYPE_WORDS[value].meaning}.`,
}));

export function GeneralSection({ form, isNew }: { form: AgentForm; isNew: boolean }) {
  const { draft, change, problems } = form;
  return (
    <FormSection id="agent-general" title="Agent" help="What it is called, and how it finds its pages.">
      <TextControl
        path="name"
        label="Name"
        help="Its jobs carry this name. No two agents share one."
        problems={problems}
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={200}
        required
        autoFocus={isNew}
      />
      <ChoiceControl
        legend="Type"
        name="agent-type"
        options={TYPES}
        value={draft.type}
        onChange={(type) => change({ type })}
      />
      <TextControl
        path="tags"
        label="Tags"
        note="optional"
        help="With commas between. Its jobs carry them too."
        problems={problems}
        isList
        value={draft.tags}
        onChange={(tags) => change({ tags })}
        placeholder="books, nightly"
      />
      <CheckControl
        id="agent-enabled"
        label="Enabled"
        help="Otherwise it is paused: neither you nor its schedule can start it."
        checked={draft.enabled}
        onChange={(enabled) => change({ enabled })}
      />
    </FormSection>
  );
}
