import { type CastType, type FilterTest, type Step, takesValue } from "./steps.ts";

const TYPES: Record<CastType, string> = {
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  text: "text",
  date: "a date",
};

/** What a test says, between the name of a field and what it is compared with. */
export const TEST_WORDS: Record<FilterTest, string> = {
  equals: "is",
  "not-equals": "is not",
  contains: "contains",
  "not-contains": "does not contain",
  "begins-with": "begins with",
  "ends-with": "ends with",
  less: "is less than",
  greater: "is greater than",
  exists: "has a value",
  missing: "has no value",
};

/** What a step does, as the end of a sentence: `make price a number`. */
export function stepInWords(step: Step): string {
  switch (step.step) {
    case "rename":
      return `call ${step.from} ${step.to}`;
    case "drop":
      return `drop ${listed(step.fields)}`;
    case "keep":
      return `keep only ${listed(step.fields)}`;
    case "filter": {
      const value = takesValue(step.test) ? ` ${step.value ?? ""}` : "";
      return `keep rows whose ${step.field} ${TEST_WORDS[step.test]}${value}`;
    }
    case "deduplicate":
      return step.by.length === 0 ? "drop rows that came before" : `keep one row for each ${listed(step.by)}`;
    case "template":
      return `write ${step.field} from a template`;
    case "cast":
      return `make ${step.field} ${TYPES[step.to]}`;
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
