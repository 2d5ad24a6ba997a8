"use client";

import type { Agent } from "../../../lib/api/types.ts";
import type { AgentForm } from "../use-agent-form.ts";
import { FormSection } from "./form-section.tsx";
import { StepsEditor } from "./steps-editor.tsx";
import { StepsPreview } from "./steps-preview.tsx";

export function PostProcessingSection({ form, agent }: { form: AgentForm; agent: Agent | null }) {
  const { steps } = form.draft;
  return (
    <FormSection
      id="agent-post-processing"
      title="Post-processing"
      help="Steps that make other rows of what is found, one after another. What was found is kept beside them."
    >
      <StepsEditor form={form} />
      {steps.length > 0 && agent !== null && <StepsPreview agent={agent} steps={steps} />}
    </FormSection>
  );
}
