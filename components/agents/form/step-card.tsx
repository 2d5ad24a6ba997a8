"use client";

import { stepInWords, TEST_WORDS } from "../../../lib/post-processing/step-words.ts";
import {
  CAST_FALLBACKS,
  CAST_TYPES,
  type CastFallback,
  type CastType,
  FILTER_TESTS,
  STEP_KINDS,
  type StepKind,
  takesValue,
} from "../../../lib/post-processing/steps.ts";
import { SelectControl, TextControl } from "../../ui/controls.tsx";
import type { Problems } from "../../ui/problems.ts";
import { type StepDraft, stepOf } from "../step-draft.ts";
import { OrderedCard } from "./ordered-card.tsx";

const KINDS: Record<StepKind, string> = {
  cast: "Change a type",
  template: "Write from a template",
  filter: "Filter rows",
  deduplicate: "Drop duplicates",
  rename: "Rename a field",
  keep: "Keep fields",
  drop: "Drop fields",
};
const TYPES: Record<CastType, string> = {
  number: "Number",
  integer: "Whole number",
  boolean: "True or false",
  text: "Text",
  date: "Date",
};
const FALLBACKS: Record<CastFallback, string> = {
  warn: "Leave it empty, and warn",
  null: "Leave it empty",
  keep: "Keep it as it is",
  drop: "Leave the row out",
};
const LISTED = 8;

/** One step: what it does, and to what. `fields` are those that there are before it. */
export function StepCard({
  draft,
  place,
  count,
  fields,
  problems,
  onChange,
  onMove,
  onRemove,
}: {
  draft: StepDraft;
  place: number;
  count: number;
  fields: readonly string[];
  problems: Problems;
  onChange: (part: Partial<StepDraft>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}) {
  const about = (part: string) => ({ path: `postProcessing.${place}.${part}`, problems });
  const isStarted = [draft.field, draft.from, draft.fields].some((text) => text.trim() !== "");
  const title = isStarted || draft.step === "deduplicate" ? stepInWords(stepOf(draft)) : "";
  return (
    <OrderedCard
      noun="Step"
      place={place}
      count={count}
      called={`step ${place + 1}`}
      title={title}
      onMove={onMove}
      onRemove={onRemove}
    >
      <SelectControl
        {...about("step")}
        label="What to do"
        className="sm:col-span-2"
        value={draft.step}
        onChange={(value) => onChange({ step: STEP_KINDS.find((kind) => kind === value) ?? "cast" })}
      >
        <Options values={STEP_KINDS} words={KINDS} />
      </SelectControl>
      <StepControls draft={draft} fields={fields} about={about} onChange={onChange} />
    </OrderedCard>
  );
}

interface ControlsProps {
  draft: StepDraft;
  fields: readonly string[];
  about: (part: string) => { path: string; problems: Problems };
  onChange: (part: Partial<StepDraft>) => void;
}

function StepControls(props: ControlsProps) {
  const { draft, fields, about, onChange } = props;
  const there = `There are ${fields.slice(0, LISTED).join(", ")}${fields.length > LISTED ? ", …" : ""}.`;
  switch (draft.step) {
    case "cast":
      return <CastControls {...props} />;
    case "filter":
      return <FilterControls {...props} />;
    case "rename":
      return (
        <>
          <FieldSelect {...about("from")} fields={fields} value={draft.from} onChange={(from) => onChange({ from })} />
          <TextControl
            {...about("to")}
            label="New name"
            className="sm:col-span-2"
            value={draft.to}
            onChange={(to) => onChange({ to })}
            required
          />
        </>
      );
    case "template":
      return (
        <>
          <TextControl
            {...about("field")}
            label="Field to write"
            className="sm:col-span-4"
            value={draft.field}
            onChange={(field) => onChange({ field })}
            placeholder="label"
            required
          />
          <TextControl
            {...about("text")}
            label="Template"
            className="sm:col-span-6"
            help={`{{name}} stands for a field. ${there}`}
            value={draft.text}
            onChange={(text) => onChange({ text })}
            placeholder="{{title}}: {{price}}"
            mono
          />
        </>
      );
    case "deduplicate":
      return (
        <TextControl
          {...about("by")}
          label="Fields that duplicates share"
          note="empty: all"
          className="sm:col-span-4"
          help={`With commas between. ${there}`}
          value={draft.by}
          onChange={(by) => onChange({ by })}
        />
      );
    case "keep":
    case "drop":
      return (
        <TextControl
          {...about("fields")}
          label="Fields"
          className="sm:col-span-4"
          help={`With commas between. ${there}`}
          value={draft.fields}
          onChange={(names) => onChange({ fields: names })}
          required
        />
      );
  }
}

function CastControls({ draft, fields, about, onChange }: ControlsProps) {
  const isNumeric = draft.type === "number" || draft.type === "integer";
  return (
    <>
      <FieldSelect {...about("field")} fields={fields} value={draft.field} onChange={(field) => onChange({ field })} />
      <SelectControl
        {...about("to")}
        label="New type"
        className="sm:col-span-2"
        value={draft.type}
        onChange={(value) => onChange({ type: CAST_TYPES.find((type) => type === value) ?? "number" })}
      >
        <Options values={CAST_TYPES} words={TYPES} />
      </SelectControl>
      {isNumeric && (
        <SelectControl
          {...about("decimal")}
          label="Decimal mark"
          className="sm:col-span-3"
          value={draft.decimal}
          onChange={(decimal) => onChange({ decimal })}
        >
          <option value="">Told from each value</option>
          <option value=".">Point, as in 1,234.50</option>
          <option value=",">Comma, as in 1.234,50</option>
        </SelectControl>
      )}
      {draft.type !== "text" && (
        <SelectControl
          {...about("otherwise")}
          label="A value that is none"
          className="sm:col-span-3"
          value={draft.otherwise}
          onChange={(value) => onChange({ otherwise: CAST_FALLBACKS.find((each) => each === value) ?? "warn" })}
        >
          <Options values={CAST_FALLBACKS} words={FALLBACKS} />
        </SelectControl>
      )}
    </>
  );
}

function FilterControls({ draft, fields, about, onChange }: ControlsProps) {
  return (
    <>
      <FieldSelect
        {...about("field")}
        label="Keep rows whose"
        fields={fields}
        value={draft.field}
        onChange={(field) => onChange({ field })}
      />
      <SelectControl
        {...about("test")}
        label="Test"
        className="sm:col-span-2"
        value={draft.test}
        onChange={(value) => onChange({ test: FILTER_TESTS.find((test) => test === value) ?? "equals" })}
      >
        <Options values={FILTER_TESTS} words={TEST_WORDS} />
      </SelectControl>
      {takesValue(draft.test) && (
        <TextControl
          {...about("value")}
          label="Value"
          className="sm:col-span-6"
          value={draft.value}
          onChange={(value) => onChange({ value })}
          placeholder={draft.test === "less" || draft.test === "greater" ? "9.99" : ""}
          required
        />
      )}
    </>
  );
}

/** One of the fields that there are; one that is there no more stays chosen until another is. */
function FieldSelect({
  fields,
  label = "Field",
  value,
  onChange,
  ...about
}: {
  path: string;
  problems: Problems;
  label?: string;
  fields: readonly string[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <SelectControl {...about} label={label} className="sm:col-span-2" value={value} onChange={onChange}>
      <option value="">Choose a field</option>
      {value !== "" && !fields.includes(value) && <option value={value}>{value} (not there)</option>}
      {fields.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectControl>
  );
}

function Options<Value extends string>({ values, words }: { values: readonly Value[]; words: Record<Value, string> }) {
  return values.map((value) => (
    <option key={value} value={value}>
      {words[value]}
    </option>
  ));
}
