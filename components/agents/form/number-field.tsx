"use client";

import type { ReactNode } from "react";
import { formatCount } from "../../../lib/jobs/format.ts";
import { NumberControl } from "../../ui/controls.tsx";
import { NUMBERS, type NumberName } from "../agent-draft.ts";
import type { AgentForm } from "../use-agent-form.ts";

/** One of the definition's whole numbers. */
export function NumberField({
  name,
  form,
  label,
  unit,
  help,
}: {
  name: NumberName;
  form: AgentForm;
  label: string;
  unit: string;
  help: ReactNode;
}) {
  const { path, min, max } = NUMBERS[name];
  const { numbers } = form.draft;
  return (
    <NumberControl
      path={path}
      label={label}
      unit={unit}
      help={
        <>
          {help} {formatCount(min)} to {formatCount(max)}.
        </>
      }
      problems={form.problems}
      value={numbers[name]}
      onChange={(value) => form.change({ numbers: { ...numbers, [name]: value } })}
    />
  );
}
