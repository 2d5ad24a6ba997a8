import {
  CAST_FALLBACKS,
  CAST_TYPES,
  type CastFallback,
  type CastType,
  DECIMAL_MARKS,
  FILTER_TESTS,
  type FilterTest,
  STEP_KINDS,
  type Step,
  type StepKind,
  takesValue,
} from "../../lib/post-processing/steps.ts";
import type { ObjectReader } from "./json-reader.ts";
import { pieces } from "./pieces.ts";

/** A step as it is typed: what was typed for one kind is kept for when it is chosen again. */
export interface StepDraft {
  /** Tells the step from the others while it is moved. */
  uid: number;
  step: StepKind;
  /** What is filtered, written or cast. */
  field: string;
  from: string;
  to: string;
  /** Names with commas between: what is kept or dropped. */
  fields: string;
  /** Likewise: what duplicates have in common. */
  by: string;
  test: FilterTest;
  value: string;
  text: string;
  type: CastType;
  /** Empty for what is told from each text. */
  decimal: string;
  otherwise: CastFallback;
}

const EMPTY: Omit<StepDraft, "uid"> = {
  step: "cast",
  field: "",
  from: "",
  to: "",
  fields: "",
  by: "",
  test: "equals",
  value: "",
  text: "",
  type: "number",
  decimal: "",
  otherwise: "warn",
};

/** A step with nothing in it yet, to stand among others. */
export function newStep(others: readonly StepDraft[]): StepDraft {
  return { ...EMPTY, uid: 1 + Math.max(0, ...others.map((step) => step.uid)) };
}

/** The form for a step. */
export function stepDraftOf(step: Step, place: number): StepDraft {
  const draft: StepDraft = { ...EMPTY, uid: place + 1, step: step.step };
  switch (step.step) {
    case "rename":
      return { ...draft, from: step.from, to: step.to };
    case "drop":
    case "keep":
      return { ...draft, fields: step.fields.join(", ") };
    case "deduplicate":
      return { ...draft, by: step.by.join(", ") };
    case "template":
      return { ...draft, field: step.field, text: step.text };
    case "filter":
      return { ...draft, field: step.field, test: step.test, value: step.value ?? "" };
    case "cast":
      return { ...draft, field: step.field, type: step.to, decimal: step.decimal ?? "", otherwise: step.otherwise };
  }
}

/** The step that a form says. */
export function stepOf(draft: StepDraft): Step {
  const field = draft.field.trim();
  switch (draft.step) {
    case "rename":
      return { step: "rename", from: draft.from.trim(), to: draft.to.trim() };
    case "drop":
    case "keep":
      return { step: draft.step, fields: pieces(draft.fields, ",") };
    case "deduplicate":
      return { step: "deduplicate", by: pieces(draft.by, ",") };
    case "template":
      return { step: "template", field, text: draft.text };
    case "filter": {
      const { test, value } = draft;
      return { step: "filter", field, test, ...(takesValue(test) ? { value } : {}) };
    }
    case "cast": {
      const { type, otherwise } = draft;
      const mark = DECIMAL_MARKS.find((each) => each === draft.decimal);
      const isNumeric = type === "number" || type === "integer";
      return {
        step: "cast",
        field,
        to: type,
        ...(isNumeric && mark !== undefined ? { decimal: mark } : {}),
        otherwise,
      };
    }
  }
}

/** Reads a step of an edited definition. Everything throws `JsonProblem`. */
export function readStep(from: ObjectReader): Omit<StepDraft, "uid"> {
  const step = from.oneOf("step", STEP_KINDS);
  switch (step) {
    case "rename":
      return { ...EMPTY, step, from: from.text("from", ""), to: from.text("to", "") };
    case "drop":
    case "keep":
      return { ...EMPTY, step, fields: from.texts("fields").join(", ") };
    case "deduplicate":
      return { ...EMPTY, step, by: from.texts("by").join(", ") };
    case "template":
      return { ...EMPTY, step, field: from.text("field", ""), text: from.text("text", "") };
    case "filter":
      return {
        ...EMPTY,
        step,
        field: from.text("field", ""),
        test: from.oneOf("test", FILTER_TESTS),
        value: from.text("value", ""),
      };
    case "cast":
      return {
        ...EMPTY,
        step,
        field: from.text("field", ""),
        type: from.oneOf("to", CAST_TYPES),
        decimal: from.oneOf("decimal", ["", ...DECIMAL_MARKS], ""),
        otherwise: from.oneOf("otherwise", CAST_FALLBACKS, "warn"),
      };
  }
}
