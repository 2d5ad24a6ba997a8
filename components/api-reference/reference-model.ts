import type { oas32 } from "zod-openapi";
import { exampleOf } from "./example.ts";
import type { OpenApiDocument, Schema } from "./openapi.ts";
import type { NavSection } from "./reference-nav.tsx";
import { nodeOf, rowsOf, type SchemaNode, type TypePart, typeParts } from "./schema-tree-model.ts";

/** A body of a request or an answer. */
export interface BodyView {
  contentType: string;
  type: readonly TypePart[];
  rows: readonly SchemaNode[];
  /** JSON, laid out; null for files. */
  example: string | null;
}

export interface AnswerView {
  status: string;
  description: string;
  bodies: readonly BodyView[];
}

export interface ParameterGroup {
  title: string;
  rows: readonly SchemaNode[];
}

/** One method of one address. */
export interface OperationView {
  /** Its anchor. */
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | null;
  /** Ways to show who asks, any of which suffices; none where nobody is asked. */
  auth: readonly string[];
  parameters: readonly ParameterGroup[];
  body: { required: boolean; bodies: readonly BodyView[] } | null;
  answers: readonly AnswerView[];
  curl: string;
}

export interface SectionView {
  /** The last part of its address. */
  slug: string;
  name: string;
  description: string;
  operations: readonly OperationView[];
}

/** An API of the reference, with its parts. */
export interface ApiView {
  name: string;
  sections: readonly SectionView[];
}

export interface TypeView {
  name: string;
  description: string | null;
  type: readonly TypePart[];
  rows: readonly SchemaNode[];
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
const PLACES = [
  ["path", "Address"],
  ["query", "Query"],
  ["header", "Headers"],
] as const;

/** The APIs of a document, in its order. `origin` is where the console is, for lines to be run in a terminal. */
export function readReference(document: OpenApiDocument, origin: string): ApiView[] {
  const groups: { name: string; tags: string[] }[] = document["x-tagGroups"] ?? [];
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
  );
  return groups.map(({ name, tags }) => ({
    name,
    sections: tags.map((tag) => ({
      slug: anchorOf(tag),
      name: tag,
      description: document.tags?.find((each) => each.name === tag)?.description ?? "",
      operations: operations
        .filter(({ operation }) => operation.tags?.includes(tag))
        .map(({ method, path, operation }) => readOperation(document, origin, { method, path, operation })),
    })),
  }));
}

/** Where the reference is. */
export const REFERENCE = "/docs/api";
/** The part that describes the types. */
export const TYPES = "types";

/** Where a type is described. */
export function typeLink(name: string): string {
  return `${REFERENCE}/${TYPES}#type-${name}`;
}

/** What there is to go to: each operation and each type, by part. */
export function readContents(document: OpenApiDocument): NavSection[] {
  const sections = readReference(document, "").flatMap(({ name: api, sections }) =>
    sections.map(({ slug, name, operations }) => ({
      ...{ href: `${REFERENCE}/${slug}`, api, name },
      entries: operations.map(({ id, method, path, summary }) => ({
        ...{ href: `${REFERENCE}/${slug}#${id}`, method, path, label: summary },
      })),
    })),
  );
  const types = readTypes(document).map(({ name }) => ({ href: typeLink(name), method: null, path: "", label: name }));
  return [...sections, { href: `${REFERENCE}/${TYPES}`, api: "Types", name: "Types", entries: types }];
}

/** The types that answers and bodies share, by name. */
export function readTypes(document: OpenApiDocument): TypeView[] {
  return Object.entries(document.components?.schemas ?? {})
    .map(([name, schema]) => ({
      ...{ name, type: typeParts(schema), rows: rowsOf(schema) },
      description: (typeof schema === "object" ? schema.description : undefined) ?? null,
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

function readOperation(
  document: OpenApiDocument,
  origin: string,
  { method, path, operation }: { method: string; path: string; operation: oas32.OperationObject },
): OperationView {
  const given = (operation.parameters ?? []).filter((parameter) => "in" in parameter);
  const parameters = PLACES.map(([place, title]) => ({
    title,
    rows: given
      .filter((parameter) => parameter.in === place)
      .map(({ name, schema = {}, required = false, description }) => nodeOf(name, schema, required, description)),
  }));
  const body = operation.requestBody !== undefined && "content" in operation.requestBody ? operation.requestBody : null;
  const bodies = readBodies(document, body?.content);
  return {
    ...{ method: method.toUpperCase(), path, summary: operation.summary ?? "" },
    id: operation.operationId ?? anchorOf(`${method} ${path}`),
    description: operation.description ?? null,
    auth: (operation.security ?? []).flatMap((scheme) => Object.keys(scheme)).map((name) => authOf(document, name)),
    parameters: parameters.filter(({ rows }) => rows.length > 0),
    body: body === null ? null : { required: body.required ?? false, bodies },
    answers: Object.entries(operation.responses ?? {}).map(([status, answer]) => readAnswer(document, status, answer)),
    curl: curlOf(origin, { method, path, operation, json: bodies[0]?.example ?? null }),
  };
}

function readAnswer(
  document: OpenApiDocument,
  status: string,
  answer: oas32.ResponseObject | oas32.ReferenceObject,
): AnswerView {
  if ("$ref" in answer && typeof answer.$ref === "string") {
    const found = document.components?.responses?.[answer.$ref.replace(/^.*\//, "")];
    return { status, description: found?.description ?? "", bodies: [] };
  }
  const { content, description = "" } = answer as oas32.ResponseObject;
  return { status, description, bodies: readBodies(document, content) };
}

function readBodies(document: OpenApiDocument, content: oas32.ContentObject | undefined): BodyView[] {
  return Object.entries(content ?? {}).map(([contentType, media]) => {
    const schema: Schema = ("schema" in media ? media.schema : undefined) ?? {};
    const isJson = contentType === "application/json" && !isText(schema);
    return {
      ...{ contentType, type: typeParts(schema), rows: rowsOf(schema) },
      example: isJson ? JSON.stringify(exampleOf(document, schema), null, 2) : null,
    };
  });
}

function isText(schema: Schema): boolean {
  return typeof schema === "object" && "type" in schema && schema.type === "string";
}

function authOf(document: OpenApiDocument, name: string): string {
  const scheme = document.components?.securitySchemes?.[name];
  if (scheme === undefined || !("type" in scheme)) return name;
  if (scheme.type === "http") return "Authorization: Bearer";
  return `${scheme.in}: ${scheme.name}`;
}

function curlOf(
  origin: string,
  {
    method,
    path,
    operation,
    json,
  }: { method: string; path: string; operation: oas32.OperationObject; json: string | null },
): string {
  const parts = ["curl"];
  if (method !== "get") parts.push(`-X ${method.toUpperCase()}`);
  if ((operation.security ?? []).length > 0) parts.push('-H "Authorization: Bearer $WATCHFLOOR_TOKEN"');
  if (json !== null) {
    parts.push(
      "-H 'content-type: application/json'",
      `-d '${JSON.stringify(JSON.parse(json)).replaceAll("'", "'\\''")}'`,
    );
  }
  return [...parts, `"${origin}${path}"`].join(" ");
}

function anchorOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
