import { choicesOf, componentOf, keywordsOf, type OpenApiDocument, refOf, type Schema, typesOf } from "./openapi.ts";

/** Objects that lie deeper are left out, as examples are to be read. */
const DEEPEST = 3;

/** A value that a schema allows, shortened by `…` where it goes deep. */
export function exampleOf(document: OpenApiDocument, schema: Schema, depth = 0): unknown {
  const ref = refOf(schema);
  if (ref !== null) return exampleOf(document, componentOf(document, ref), depth);
  const { example, const: value, enum: values, default: fallback, properties, items, format } = keywordsOf(schema);
  for (const given of [example, value, values?.[0], fallback]) if (given !== undefined) return given;
  const choice = choicesOf(schema)[0];
  if (choice !== undefined) return exampleOf(document, choice, depth);
  switch (typesOf(schema)[0]) {
    case "object": {
      if (depth >= DEEPEST) return { "…": "…" };
      const members = Object.entries(properties ?? {});
      return Object.fromEntries(members.map(([name, each]) => [name, exampleOf(document, each, depth + 1)]));
    }
    case "array":
      return items === undefined || depth >= DEEPEST ? [] : [exampleOf(document, items, depth + 1)];
    case "integer":
    case "number":
      return keywordsOf(schema).minimum ?? 1;
    case "boolean":
      return true;
    case "string":
      return format === "date-time" ? "2026-11-22T06:04:14.297Z" : "…";
    default:
      return null;
  }
}
