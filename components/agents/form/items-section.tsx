"use client";

import { TextControl } from "../../ui/controls.tsx";
import type { AgentForm } from "../use-agent-form.ts";
import { FieldsEditor } from "./fields-editor.tsx";
import { FormSection } from "./form-section.tsx";
import { NumberField } from "./number-field.tsx";

export function ItemsSection({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  return (
    <FormSection id="agent-items" title="Items" help="What stands on each page, and what to take of it.">
      <TextControl
        path="itemSelector"
        label="Items"
        note="optional"
        help="CSS selector of one item. Left empty, each page is one item."
        problems={problems}
        value={draft.itemSelector}
        onChange={(itemSelector) => change({ itemSelector })}
        placeholder="li.product"
        mono
      />
      <div>
        <h3 className="font-medium text-sm">Fields</h3>
        <p className="mb-2 text-ink-3 text-xs">
          A pattern is a regular expression: its first group, or else its whole match, is the value. Items without a
          required field are left out. Fields that tell items apart decide what is new and what has changed since the
          last job; if none does, all of them do.
        </p>
        <FieldsEditor form={form} />
      </div>
      <NumberField
        name="maxResultsPerTarget"
        form={form}
        label="Items a page at most"
        unit="items"
        help="What a page has beyond that is left out."
      />
    </FormSection>
  );
}
