import { choicesOf, keywordsOf, refOf, type Schema, typesOf } from "./openapi.ts";

/** A part of what a type is called: words, or the name of a component to go to. */
export type TypePart = { text: string } | { ref: string };

/** A value with a name, as a row of a tree. */
export interface SchemaNode {
  name: string;
  type: readonly TypePart[];
  required: boolean;
  description: string | null;
  /** What it is when it is left out, as JSON. */
  fallback: string | null;
  children: readonly SchemaNode[];
}

/** The rows below a schema: the properties of an object, of the items of a list, or of each of several choices. */
export function rowsOf(schema: Schema): SchemaNode[] {
  const { properties, items, required = [], additionalProperties } = keywordsOf(schema);
  const own = Object.entries(properties ?? {}).map(([name, value]) => nodeOf(name, value, required.includes(name)));
  const named = typeof additionalProperties === "object" ? rowsOf(additionalProperties) : [];
  const listed = items === undefined ? [] : rowsOf(items);
  return [...own, ...named, ...listed, ...choicesOf(schema).flatMap(rowsOf)];
}

/** A value of a schema under a name. */
export function nodeOf(name: string, schema: Schema, required: boolean, description?: string): SchemaNode {
  const { default: fallback } = keywordsOf(schema);
  const said = description ?? (typeof schema === "object" ? schema.description : undefined);
  return {
    ...{ name, required, type: typeParts(schema), description: said ?? null },
    fallback: fallback === undefined ? null : JSON.stringify(fallback),
    children: rowsOf(schema),
  };
}

/** What a type is called: `list of JobRow`, `whole number, 1 to 200`, `text or null`. */
export function typeParts(schema: Schema): TypePart[] {
  const ref = refOf(schema);
  if (ref !== null) return [{ ref }];
  const choices = choicesOf(schema);
  if (choices.length > 0) return joined(choices.map(typeParts), " or ");
  const { enum: values, const: value, items } = keywordsOf(schema);
  if (value !== undefined) return [{ text: JSON.stringify(value) }];
  if (values !== undefined) return [{ text: values.map((each) => JSON.stringify(each)).join(" or ") }];
  const types = typesOf(schema);
  if (types.length === 0) return [{ text: "anything" }];
  return joined(
    types.map((type) => {
      if (type === "array" && items !== undefined) return [{ text: "list of " }, ...typeParts(items)];
      return [{ text: wordOf(type, schema) }];
    }),
    " or ",
  );
}

const WORDS = new Map([
  ["string", "text"],
  ["integer", "whole number"],
  ["boolean", "true or false"],
  ["array", "list"],
]);

function wordOf(type: string, schema: Schema): string {
  const { format, minimum, maximum, maxLength, additionalProperties } = keywordsOf(schema);
  if (type === "string" && format === "date-time") return "time";
  const word = WORDS.get(type) ?? type;
  if (type === "object" && typeof additionalProperties === "object") return "object by name";
  if (type === "string") return maxLength === undefined ? word : `${word} of at most ${maxLength} characters`;
  if (minimum !== undefined && maximum !== undefined) return `${word}, ${minimum} to ${maximum}`;
  return minimum === undefined ? word : `${word} from ${minimum}`;
}

function joined(parts: readonly TypePart[][], between: string): TypePart[] {
  return parts.flatMap((part, place) => (place === 0 ? part : [{ text: between }, ...part]));
}
