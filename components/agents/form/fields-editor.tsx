"use client";

import { Plus } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { ProblemText } from "../../ui/controls.tsx";
import { controlId, problemAt } from "../../ui/problems.ts";
import { newField } from "../agent-draft.ts";
import { MOST_FIELDS } from "../agent-problems.ts";
import type { AgentForm } from "../use-agent-form.ts";
import { FieldCard } from "./field-card.tsx";
import { useOrderedList } from "./use-ordered-list.ts";

/** The fields of an item: added, removed and put in order. */
export function FieldsEditor({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  const { fields } = draft;
  const list = useOrderedList({
    items: fields,
    write: (next) => change({ fields: next }),
    make: () => newField(fields),
    noun: "field",
    nameOf: (field, place) => field.name.trim() || `Field ${place + 1}`,
    idOf: (place) => controlId(`fields.${place}.name`),
  });
  const problem = problemAt(problems, "fields") ?? problemAt(problems, "key", true);
  return (
    <div>
      <ol className="flex flex-col gap-3">
        {fields.map((field, place) => (
          <FieldCard
            key={field.uid}
            field={field}
            place={place}
            count={fields.length}
            problems={problems}
            onChange={(part) => list.change(place, part)}
            onMove={(by) => list.move(place, by)}
            onRemove={() => list.remove(place)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {list.said}
      </p>
      <ProblemText id="agent-fields-problem" problem={problem} />
      <Button
        ref={list.addButton}
        id={controlId("fields")}
        className="mt-3 scroll-mb-28 coarse:h-10"
        onClick={list.add}
        disabled={fields.length >= MOST_FIELDS}
        aria-describedby={problem === null ? undefined : "agent-fields-problem"}
        data-invalid={problem !== null}
      >
        <Plus aria-hidden="true" className="size-3.5" />
        Add field
      </Button>
    </div>
  );
}
