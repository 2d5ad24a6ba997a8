"use client";

import { NumberControl, TextControl } from "../../ui/controls.tsx";
import type { AgentForm } from "../use-agent-form.ts";
import { FormSection } from "./form-section.tsx";

export function ProgramsSection({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  return (
    <FormSection
      id="agent-programs"
      title="Programs"
      help="For programs written for Agenty, AI Connect, Sentimatrix or CluedIn, which may start it too."
    >
      <TextControl
        path="slug"
        label="Id for programs"
        note="optional"
        help="What they call it: their agent id, job type or project. Without one it is the agent's own id."
        problems={problems}
        value={draft.slug}
        onChange={(slug) => change({ slug })}
        placeholder="daily-report"
        maxLength={64}
        mono
      />
      <NumberControl
        path="jobsPerDay"
        label="Starts a day"
        unit="a day"
        help="By people and programs, from midnight UTC on; more are refused. Empty for any number."
        problems={problems}
        value={draft.jobsPerDay}
        onChange={(jobsPerDay) => change({ jobsPerDay })}
      />
    </FormSection>
  );
}
