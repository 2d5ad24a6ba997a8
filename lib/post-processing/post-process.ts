import { castValue } from "./cast.ts";
import { duplicateKey } from "./duplicate-key.ts";
import { passes } from "./filter.ts";
import { type Row, readRow, textOf, writeRow } from "./row.ts";
import type { Step, StepOf } from "./steps.ts";
import { fillTemplate, readTemplate, type TemplatePart } from "./template.ts";

/** What became of a row: its text after the last step, or the step that left it out, counted from 0. */
export type RowOutcome = { kept: string } | { left: "filtered" | "duplicate"; step: number };

/** A value of a row that is kept which a step could not make, and which is null for that reason. `row` and `step` count from 0. */
export interface UnreadValue {
  row: number;
  step: number;
  field: string;
  /** What stood there, or null of a text that would be too long. */
  text: string | null;
  problem: string;
}

export interface Processed {
  /** One for each row, in their order. */
  outcomes: RowOutcome[];
  unread: UnreadValue[];
}

/** Asks which of these keys no row had before at this step. */
export interface DuplicateQuestion {
  step: number;
  keys: string[];
}

/** The most that templates may make of one row, in characters: each may name all that others made. */
const MOST_MADE = 100_000;

interface Live {
  place: number;
  row: Row;
  made: number;
}

/**
 * Runs rows, each a JSON object as text, through the steps. What no step touches leaves as it came, letter by letter; a text that is no
 * object is kept as it is. Rows may come in portions: at a `deduplicate` it asks which keys are new, and goes on with the answer.
 */
export function* postProcess(
  rows: readonly string[],
  steps: readonly Step[],
): Generator<DuplicateQuestion, Processed, ReadonlySet<string>> {
  const outcomes: RowOutcome[] = rows.map((text) => ({ kept: text }));
  const unread: UnreadValue[] = [];
  let live: Live[] = rows.flatMap((text, place) => {
    const row = readRow(text);
    return row === null ? [] : [{ place, row, made: 0 }];
  });
  const leave = (place: number, left: "filtered" | "duplicate", step: number) => {
    outcomes[place] = { left, step };
  };
  for (const [place, step] of steps.entries()) {
    if (step.step === "deduplicate") {
      const keyed = live.map((each) => ({ each, key: duplicateKey(each.row, step.by) }));
      const unseen = new Set(yield { step: place, keys: [...new Set(keyed.map(({ key }) => key))] });
      live = keyed.flatMap(({ each, key }) => {
        if (unseen.delete(key)) return [each];
        leave(each.place, "duplicate", place);
        return [];
      });
      continue;
    }
    const apply = applierOf(step);
    live = live.filter((each) => {
      const passed = apply(each, (field, text, problem) =>
        unread.push({ row: each.place, step: place, field, text, problem }),
      );
      if (!passed) leave(each.place, "filtered", place);
      return passed;
    });
  }
  for (const { place, row } of live) outcomes[place] = { kept: writeRow(row) };
  return { outcomes, unread: unread.filter(({ row }) => "kept" in (outcomes[row] ?? {})) };
}

/** Runs all rows that there are through the steps. */
export function postProcessAll(rows: readonly string[], steps: readonly Step[]): Processed {
  const run = postProcess(rows, steps);
  let turn = run.next();
  // All rows come at once, so that no key was there before.
  while (!turn.done) turn = run.next(new Set(turn.value.keys));
  return turn.value;
}

/** Changes the row; false leaves it out. */
type Apply = (live: Live, note: (field: string, text: string | null, problem: string) => void) => boolean;

function applierOf(step: Exclude<Step, { step: "deduplicate" }>): Apply {
  switch (step.step) {
    case "rename":
      return (live) => {
        live.row = renamed(live.row, step);
        return true;
      };
    case "drop":
      return ({ row }) => {
        for (const name of step.fields) row.delete(name);
        return true;
      };
    case "keep":
      return (live) => {
        live.row = kept(live.row, step.fields);
        return true;
      };
    case "filter":
      return ({ row }) => passes(row, step);
    case "cast":
      return ({ row }, note) => cast(row, step, note);
    case "template": {
      const parts = readTemplate(step.text) ?? [{ text: step.text }];
      return (live, note) => {
        fill(live, step.field, parts, note);
        return true;
      };
    }
  }
}

function renamed(row: Row, { from, to }: StepOf<"rename">): Row {
  if (!row.has(from)) return row;
  const others = [...row].filter(([name]) => name !== to || name === from);
  return new Map(others.map(([name, raw]) => [name === from ? to : name, raw]));
}

function kept(row: Row, fields: readonly string[]): Row {
  const left: Row = new Map();
  for (const name of fields) {
    const raw = row.get(name);
    if (raw !== undefined) left.set(name, raw);
  }
  return left;
}

function cast(row: Row, { field, to, decimal, otherwise }: StepOf<"cast">, note: Parameters<Apply>[1]): boolean {
  const raw = row.get(field);
  if (raw === undefined) return true;
  const made = castValue(raw, to, decimal);
  if ("raw" in made) {
    row.set(field, made.raw);
    return true;
  }
  if (otherwise === "drop") return false;
  if (otherwise !== "keep") row.set(field, "null");
  if (otherwise === "warn") note(field, textOf(raw), made.problem);
  return true;
}

function fill(live: Live, field: string, parts: readonly TemplatePart[], note: Parameters<Apply>[1]): void {
  const text = fillTemplate(parts, (name) => textOf(live.row.get(name)), MOST_MADE - live.made);
  live.made += text?.length ?? 0;
  live.row.set(field, text === null ? "null" : JSON.stringify(text));
  if (text === null) note(field, null, "would be longer than the 100,000 characters that templates may make of a row");
}
