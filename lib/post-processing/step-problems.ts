import { isNumber } from "./decimal.ts";
import { type Step, takesValue } from "./steps.ts";
import { readTemplate } from "./template.ts";

/** What is wrong with a step, and where in it: `path` is below the list of steps, as `2.field`. */
export interface StepProblem {
  path: string;
  message: string;
}

/** A name that a step may give: one to 64 characters that break neither a line, nor a template, nor a list of names. */
const NAME = /^(?!\s)[^\p{Cc}{},]{1,64}(?<!\s)$/u;
const LISTED = 12;

/**
 * What is wrong with the steps of an agent that takes these fields: names that no field has where the step stands, values that
 * its test cannot use. Empty when nothing is.
 */
export function findStepProblems(fields: readonly string[], steps: readonly Step[]): StepProblem[] {
  const problems: StepProblem[] = [];
  let there = new Set(fields);
  for (const [place, step] of steps.entries()) {
    const note = (part: string, message: string | null) => {
      if (message !== null) problems.push({ path: `${place}.${part}`, message });
    };
    noteStep(step, there, note);
    there = fieldsAfter(step, there);
  }
  return problems;
}

/** The fields that there are before each step, and after the last. */
export function fieldsAlong(fields: readonly string[], steps: readonly Step[]): string[][] {
  const along = [new Set(fields)];
  for (const step of steps) along.push(fieldsAfter(step, along.at(-1) ?? new Set()));
  return along.map((names) => [...names]);
}

type Note = (part: string, message: string | null) => void;

function noteStep(step: Step, there: ReadonlySet<string>, note: Note): void {
  switch (step.step) {
    case "rename":
      note("from", lacking(step.from, there));
      note(
        "to",
        wrongName(step.to) ?? (there.has(step.to) ? `there is a field "${step.to}" already; drop it first` : null),
      );
      return;
    case "drop":
    case "keep":
      note("fields", step.fields.length === 0 ? "name at least one field" : wrongList(step.fields, there));
      return;
    case "deduplicate":
      note("by", wrongList(step.by, there));
      return;
    case "cast":
      note("field", lacking(step.field, there));
      if (step.decimal !== undefined && step.to !== "number" && step.to !== "integer") {
        note("decimal", "is for numbers only");
      }
      return;
    case "filter":
      note("field", lacking(step.field, there));
      note("value", wrongValue(step));
      return;
    case "template": {
      note("field", wrongName(step.field));
      const parts = readTemplate(step.text);
      const names = (parts ?? []).flatMap((part) => ("field" in part ? [part.field] : []));
      note("text", parts === null ? "each {{ needs its }}, and a field between them" : lackingOf(names, there));
      return;
    }
  }
}

function wrongValue({ test, value }: Extract<Step, { step: "filter" }>): string | null {
  if (!takesValue(test)) return value === undefined ? null : `must be left out: "${test}" compares with nothing`;
  if (value === undefined || value === "") return "say what to compare with";
  const isNumeric = test === "less" || test === "greater";
  return isNumeric && !isNumber(value) ? "must be a number, such as 9.99" : null;
}

function wrongName(name: string): string | null {
  if (name === "") return "name the field";
  return NAME.test(name) ? null : "must have up to 64 characters, no braces or commas, and no space at its ends";
}

function lacking(name: string, there: ReadonlySet<string>): string | null {
  if (name === "") return "name the field";
  if (there.has(name)) return null;
  const names = [...there];
  const more = names.length > LISTED ? ", …" : "";
  return `no field is named "${name}" at this step; there are ${names.slice(0, LISTED).join(", ")}${more}`;
}

function lackingOf(names: readonly string[], there: ReadonlySet<string>): string | null {
  return names.map((name) => lacking(name, there)).find((problem) => problem !== null) ?? null;
}

function wrongList(names: readonly string[], there: ReadonlySet<string>): string | null {
  const twice = names.find((name, place) => names.indexOf(name) < place);
  return lackingOf(names, there) ?? (twice === undefined ? null : `names "${twice}" twice`);
}

function fieldsAfter(step: Step, there: ReadonlySet<string>): Set<string> {
  switch (step.step) {
    case "rename":
      return new Set([...there].map((name) => (name === step.from ? step.to : name)));
    case "drop":
      return new Set([...there].filter((name) => !step.fields.includes(name)));
    case "keep":
      return new Set(step.fields.filter((name) => there.has(name)));
    case "template":
      return new Set([...there, step.field]);
    case "filter":
    case "deduplicate":
    case "cast":
      return new Set(there);
  }
}
