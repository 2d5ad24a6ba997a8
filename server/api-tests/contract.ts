import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import type { OpenApiDocument } from "../openapi/document.ts";

/** An answer as it came. */
export interface ReceivedAnswer {
  method: string;
  /** The address as the document has it; undefined when nothing is served there. */
  path: string | undefined;
  /** Whether it is of another vendor's API, which has errors of its own. */
  isDialect: boolean;
  status: number;
  contentType: string | null;
  body: unknown;
}

/** Holds answers to what the OpenAPI document promises: known statuses, types of content, and bodies without anything more or less. */
export class Contract {
  readonly #document: OpenApiDocument;
  readonly #ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });

  constructor(document: OpenApiDocument) {
    this.#document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addVocabulary([...Object.keys(document), "discriminator"]);
    this.#ajv.addSchema(document, "api");
  }

  /** Fails the test with what is not as promised. */
  check({ method, path, isDialect, status, contentType, body }: ReceivedAnswer): void {
    if (method === "OPTIONS") return;
    const name = method === "HEAD" ? "get" : method.toLowerCase();
    const operation = path === undefined ? undefined : lookUp(this.#document, ["paths", path, name]);
    const about = `${method} ${path} ${status}`;
    if (operation === undefined) {
      expect(status, `${about}: what is not in the document is an error`).toBeOneOf([400, 401, 404, 405]);
      if (!isDialect && method !== "HEAD") this.#checkBody(["components", "schemas", "Error"], body, about);
      return;
    }
    const responses = ["paths", path ?? "", name, "responses"];
    const known = lookUp(this.#document, [...responses, String(status)]) !== undefined;
    const response = this.#follow([...responses, known || status < 400 ? String(status) : "default"]);
    expect(lookUp(this.#document, response), `${about}: the document has this status`).toBeDefined();
    if (method === "HEAD") return;
    const content = lookUp(this.#document, [...response, "content"]);
    if (content === undefined) {
      expect(body, `${about} has no content`).toBeUndefined();
      return;
    }
    const type = contentType?.replace(/\s*;.*$/s, "") ?? "none";
    expect(Object.keys(content), `${about}: a type of content`).toContain(type);
    // A text with nothing in it is one all the same.
    const sent = type === "application/json" ? body : (body ?? "");
    this.#checkBody([...response, "content", type, "schema"], sent, about);
  }

  #checkBody(place: readonly string[], body: unknown, about: string): void {
    const validate = this.#validator(place);
    const problems = validate(body) ? [] : (validate.errors ?? []);
    const words = problems.map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
    expect(words, `${about}: the body is as the document has it`).toEqual([]);
  }

  #validator(place: readonly string[]): ValidateFunction {
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
    const validate = this.#ajv.getSchema(`api#/${pointer}`);
    if (validate === undefined) throw new Error(`The document has no schema at ${pointer}.`);
    return validate;
  }

  /** The place of a response, or of the component that it refers to. */
  #follow(place: readonly string[]): readonly string[] {
    const found = lookUp(this.#document, place);
    return found !== undefined && "$ref" in found ? String(found.$ref).replace(/^#\//, "").split("/") : place;
  }
}

function lookUp(document: OpenApiDocument, place: readonly string[]): object | undefined {
  let found: unknown = document;
  for (const part of place) {
    if (typeof found !== "object" || found === null) return undefined;
    found = new Map(Object.entries(found)).get(part);
  }
  return typeof found === "object" && found !== null ? found : undefined;
}
