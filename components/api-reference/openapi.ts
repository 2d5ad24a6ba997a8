import type { createDocument, oas32 } from "zod-openapi";

/** The OpenAPI document that the reference is drawn from. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

export type Schema = oas32.SchemaObject | oas32.ReferenceObject;

type ObjectSchema = Exclude<oas32.SchemaObject, boolean>;

const SCHEMAS = "#/components/schemas/";

/** The name of the component that a schema refers to; null for one that stands where it is. */
export function refOf(schema: Schema): string | null {
  return typeof schema === "object" && "$ref" in schema && typeof schema.$ref === "string"
    ? schema.$ref.slice(SCHEMAS.length)
    : null;
}

/** A schema by its own keywords. What may be anything has none. */
export function keywordsOf(schema: Schema): ObjectSchema {
  return typeof schema === "boolean" || refOf(schema) !== null ? {} : (schema as ObjectSchema);
}

/** The component of a name. */
export function componentOf(document: OpenApiDocument, name: string): ObjectSchema {
  const found = document.components?.schemas?.[name];
  return found === undefined ? {} : keywordsOf(found);
}

/** The schemas of which a value may have one. */
export function choicesOf(schema: Schema): readonly Schema[] {
  const { anyOf, oneOf } = keywordsOf(schema);
  return anyOf ?? oneOf ?? [];
}

/** The names of a schema's types. */
export function typesOf(schema: Schema): readonly string[] {
  const { type } = keywordsOf(schema);
  if (type === undefined) return [];
  return Array.isArray(type) ? type : [type];
}
