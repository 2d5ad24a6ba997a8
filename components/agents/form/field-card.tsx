"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { IconButton } from "../../ui/button.tsx";
import { CheckControl } from "../../ui/choices.tsx";
import type { FieldDraft } from "../agent-draft.ts";
import { controlId, type Problems } from "../agent-problems.ts";
import { SelectControl, TextControl } from "./controls.tsx";

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
    <li className="rounded-md border border-line-strong">
      <fieldset>
        <legend className="sr-only">
          Field {place + 1} of {count}
        </legend>
        <div className="flex items-center gap-1 border-b bg-sunken py-1 pr-1 pl-3">
          <span aria-hidden="true" className="min-w-0 flex-1 truncate text-ink-2 text-xs">
            Field {place + 1}
            {field.name.trim() !== "" && <span className="font-medium text-ink"> · {field.name}</span>}
          </span>
          {/* At an end the button stays, so that the focus does. */}
          <IconButton label={`Move ${called} up`} tip="Up" aria-disabled={place === 0} onClick={() => onMove(-1)}>
            <ArrowUp aria-hidden="true" className={place === 0 ? "size-4 opacity-40" : "size-4"} />
          </IconButton>
          <IconButton
            label={`Move ${called} down`}
            tip="Down"
            aria-disabled={place === count - 1}
            onClick={() => onMove(1)}
          >
            <ArrowDown aria-hidden="true" className={place === count - 1 ? "size-4 opacity-40" : "size-4"} />
          </IconButton>
          <IconButton label={`Remove ${called}`} tip="Remove" onClick={onRemove}>
            <Trash2 aria-hidden="true" className="size-4" />
          </IconButton>
        </div>
        <div className="grid gap-x-4 gap-y-3 p-3 sm:grid-cols-6">
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
        </div>
      </fieldset>
    </li>
  );
}
