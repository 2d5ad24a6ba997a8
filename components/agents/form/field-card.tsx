"use client";

import { CheckControl } from "../../ui/choices.tsx";
import { SelectControl, TextControl } from "../../ui/controls.tsx";
import { controlId, type Problems } from "../../ui/problems.ts";
import type { FieldDraft } from "../agent-draft.ts";
import { OrderedCard } from "./ordered-card.tsx";

const TAKES: Record<FieldDraft["take"], string> = {
  text: "Its text",
  html: "Its inner HTML",
  attribute: "An attribute",
};
const TAKE_NAMES = ["text", "html", "attribute"] as const satisfies readonly FieldDraft["take"][];

/** One field: what it is called, where it stands in the item and what of it is taken. */
export function FieldCard({
  field,
  place,
  count,
  problems,
  onChange,
  onMove,
  onRemove,
}: {
  field: FieldDraft;
  place: number;
  count: number;
  problems: Problems;
  onChange: (part: Partial<FieldDraft>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}) {
  const path = `fields.${place}`;
  const called = field.name.trim() || `field ${place + 1}`;
  const at = (part: string) => ({ path: `${path}.${part}`, problems });
  return (
    <OrderedCard
      noun="Field"
      place={place}
      count={count}
      called={called}
      title={field.name.trim()}
      onMove={onMove}
      onRemove={onRemove}
    >
      <TextControl
        {...at("name")}
        label="Name"
        className="sm:col-span-2"
        value={field.name}
        onChange={(name) => onChange({ name })}
        placeholder="title"
        required
      />
      <TextControl
        {...at("selector")}
        label="Selector"
        note="in the item; empty: the item"
        className="sm:col-span-4"
        value={field.selector}
        onChange={(selector) => onChange({ selector })}
        placeholder=".title"
        mono
      />
      <SelectControl
        {...at("take")}
        label="Take"
        className="sm:col-span-2"
        value={field.take}
        onChange={(value) => onChange({ take: TAKE_NAMES.find((take) => take === value) ?? "text" })}
      >
        {TAKE_NAMES.map((take) => (
          <option key={take} value={take}>
            {TAKES[take]}
          </option>
        ))}
      </SelectControl>
      {field.take === "attribute" && (
        <TextControl
          {...at("attribute")}
          label="Attribute"
          className="sm:col-span-2"
          value={field.attribute}
          onChange={(attribute) => onChange({ attribute })}
          placeholder="href"
          required
          mono
        />
      )}
      <TextControl
        {...at("pattern")}
        label="Pattern"
        note="optional"
        className={field.take === "attribute" ? "sm:col-span-2" : "sm:col-span-4"}
        value={field.pattern}
        onChange={(pattern) => onChange({ pattern })}
        placeholder="£([\d.]+)"
        mono
      />
      <div className="flex flex-wrap gap-x-6 gap-y-1 sm:col-span-6">
        <CheckControl
          id={controlId(`${path}.required`)}
          label="Required"
          checked={field.required}
          onChange={(required) => onChange({ required })}
        />
        <CheckControl
          id={controlId(`${path}.key`)}
          label="Tells items apart"
          checked={field.inKey}
          onChange={(inKey) => onChange({ inKey })}
        />
      </div>
    </OrderedCard>
  );
}
