import { globSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import type { NextRoute } from "../../../server/http/route.ts";
import { openApiDocument } from "./document.ts";

const APP = fileURLToPath(new URL("../../", import.meta.url));
/** Routes that are no API: pages to crawl, and the answer to addresses that nothing is served at. */
const NO_API = [/^sample\//, /\[\.\.\.rest\]/];

const document = openApiDocument();
const files = globSync("**/route.ts", { cwd: APP })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !NO_API.some((pattern) => pattern.test(file)));

/** The methods that a route file serves, beside what every one answers to HEAD and OPTIONS. */
async function methodsOf(file: string): Promise<string[]> {
  const { OPTIONS }: { OPTIONS: NextRoute } = await import(/* @vite-ignore */ pathToFileURL(`${APP}${file}`).href);
  const answer = await OPTIONS(new Request("http://localhost/"), { params: Promise.resolve({}) });
  return (answer.headers.get("allow") ?? "").split(", ").filter((method) => method !== "HEAD" && method !== "OPTIONS");
}

describe("the OpenAPI document", () => {
  it("is one by the rules of OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  it.each(files)("has every method of %s, with what it does and answers", async (file) => {
    const path = `/${file
      .replace(/\/route\.ts$/, "")
      .replaceAll("[", "{")
      .replaceAll("]", "}")}`;
    const described = document.paths?.[path] ?? {};
    expect(Object.keys(described).toSorted(), path).toEqual(
      (await methodsOf(file)).map((method) => method.toLowerCase()).toSorted(),
    );
    for (const operation of Object.values(described)) {
      expect(operation).toMatchObject({ summary: expect.stringMatching(/\S/), tags: [expect.any(String)] });
      expect(Object.keys(operation.responses ?? {}).some((status) => /^2/.test(status))).toBe(true);
    }
  });

  it("names each part of an address, and each operation by a name of its own", () => {
    const names: (string | undefined)[] = [];
    for (const [path, operations] of Object.entries(document.paths ?? {})) {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(operations)) {
        const inPath = operation.parameters?.filter((parameter: { in?: string }) => parameter.in === "path");
        expect(inPath?.map(({ name }: { name: string }) => name) ?? [], path).toEqual(parts);
        names.push(operation.operationId);
      }
    }
    expect(new Set(names).size).toBe(names.length);
  });

  it("has what several answers share once, under its name", () => {
    const text = JSON.stringify(document);
    for (const name of ["JobRow", "JobRun", "AgentDefinition", "AgentDefinitionInput", "Error"]) {
      expect(document.components?.schemas, name).toHaveProperty(name);
    }
    expect(text.match(/"processingTasksAlreadyUpToDateCount":/g)).toHaveLength(1);
    expect(text.match(/"errorFingerprint":/g)).toHaveLength(1);
  });

  it("describes what goes in as it may be left out, and what comes out as it is there", () => {
    const schemas = JSON.parse(JSON.stringify(document.components?.schemas));
    const requiredOf = (name: string) => schemas[name].oneOf.map(({ required }: { required: string[] }) => required);
    expect(requiredOf("AgentDefinitionInput")[0].toSorted()).toEqual(["fields", "name", "type"]);
    expect(requiredOf("AgentDefinition")[0]).toContain("timeLimitSeconds");
  });

  it("lets no answer have what it does not name", () => {
    const open: string[] = [];
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
      if (typeof schema === "object" && "properties" in schema && schema.additionalProperties !== false)
        open.push(name);
    }
    expect(open).toEqual([]);
  });
});
