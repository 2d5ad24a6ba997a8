"use client";

import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { type FieldDraft, newField } from "../agent-draft.ts";
import { controlId, MOST_FIELDS, problemAt } from "../agent-problems.ts";
import type { AgentForm } from "../use-agent-form.ts";
import { ProblemText } from "./controls.tsx";
import { FieldCard } from "./field-card.tsx";

/** The fields of an item: added, removed and put in order. The focus goes where the reader would look next. */
export function FieldsEditor({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  const { fields } = draft;
  const [said, setSaid] = useState("");
  const [focusId, setFocusId] = useState<string | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (focusId === null) return;
    (document.getElementById(focusId) ?? addButton.current)?.focus();
    setFocusId(null);
  }, [focusId]);

  const add = () => {
    change({ fields: [...fields, newField(fields)] });
    setFocusId(controlId(`fields.${fields.length}.name`));
    setSaid("");
  };

  const remove = (place: number) => {
    const name = nameOf(fields[place], place);
    change({ fields: fields.toSpliced(place, 1) });
    const next = Math.min(place, fields.length - 2);
    setFocusId(next < 0 ? "" : controlId(`fields.${next}.name`));
    setSaid(`Removed ${name}.`);
  };

  const move = (place: number, by: 1 | -1) => {
    const field = fields[place];
    const to = place + by;
    if (field === undefined || to < 0 || to >= fields.length) return;
    change({ fields: fields.toSpliced(place, 1).toSpliced(to, 0, field) });
    setSaid(`${nameOf(field, place)} is now field ${to + 1} of ${fields.length}.`);
  };

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
            onChange={(part) => change({ fields: fields.with(place, { ...field, ...part }) })}
            onMove={(by) => move(place, by)}
            onRemove={() => remove(place)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ProblemText id="agent-fields-problem" problem={problem} />
      <Button
        ref={addButton}
        id={controlId("fields")}
        className="mt-3 scroll-mb-28 coarse:h-10"
        onClick={add}
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

function nameOf(field: FieldDraft | undefined, place: number): string {
  return field?.name.trim() || `Field ${place + 1}`;
}
