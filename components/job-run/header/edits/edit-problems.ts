import { type AgentDefinition, agentDefinitionSchema } from "../../../../lib/api/agent-schema.ts";
import { readParams } from "../../../../lib/jobs/params.ts";
import { fillAddresses, placeholderProblem } from "../../../../lib/jobs/placeholders.ts";
import { type JsonNode, nodeAt, placeAt, readJson } from "../../../../lib/json/read-json.ts";

export type EditedPart = "config" | "params";
export type Texts = Record<EditedPart, string>;

/** Something that is wrong with an edited text, and where: `path` is the field, null for what is no JSON at all. */
export interface EditProblem {
  part: EditedPart;
  path: string | null;
  message: string;
  from: number;
  to: number;
  line: number;
  column: number;
}

const MOST_PROBLEMS = 20;

/** What can be told to be wrong without asking the server: selectors are left to it. */
export function editProblems(texts: Texts): EditProblem[] {
  const config = readPart(texts.config, "config");
  const params = readPart(texts.params, "params");
  const problems = [...config.problems, ...params.problems];
  if (config.root === null || params.root === null) return problems;
  const definition = agentDefinitionSchema.safeParse(config.value);
  if (!definition.success) {
    for (const issue of definition.error.issues.slice(0, MOST_PROBLEMS)) {
      const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
      const message = issue.code === "unrecognized_keys" ? "is not known here" : issue.message;
      problems.push(problemAt("config", texts.config, config.root, path, message));
    }
    return problems;
  }
  return [...problems, ...placeholderProblems(texts, definition.data, { config: config.root, params: params.root })];
}

/** What the server refused, at its place in the text; null when it names none. */
export function refusedProblem(texts: Texts, field: string | null, message: string): EditProblem | null {
  const [part, ...path] = field?.split(".") ?? [];
  if (part !== "config" && part !== "params") return null;
  const read = readJson(texts[part]);
  if ("fault" in read) return null;
  const said = message.startsWith(`${field}: `) ? message.slice((field ?? "").length + 2) : message;
  return problemAt(part, texts[part], read.root, path, said);
}

interface ReadPart {
  value: unknown;
  root: JsonNode | null;
  problems: EditProblem[];
}

function readPart(text: string, part: EditedPart): ReadPart {
  const read = readJson(text);
  if ("fault" in read) {
    const { message, offset, line, column } = read.fault;
    return {
      value: null,
      root: null,
      problems: [{ part, path: null, message, from: offset, to: offset + 1, line, column }],
    };
  }
  if (read.root.kind === "object") return { ...read, problems: [] };
  return { value: null, root: null, problems: [problemAt(part, text, read.root, [], "must be an object: { … }")] };
}

function placeholderProblems(texts: Texts, given: AgentDefinition, roots: Record<EditedPart, JsonNode>): EditProblem[] {
  // A job has no schedule: whatever its placeholders need, its parameters give.
  const definition = { ...given, schedule: null };
  const written = placeholderProblem(definition);
  if (written !== null) {
    return [problemAt("config", texts.config, roots.config, written.field.split("."), written.message)];
  }
  const params = readParams(texts.params);
  const filled = "problem" in params ? definition : fillAddresses(definition, params);
  if (!("message" in filled)) return [];
  const path = filled.field.split(".").slice(1);
  return [problemAt("params", texts.params, roots.params, path, filled.message)];
}

function problemAt(
  part: EditedPart,
  text: string,
  root: JsonNode,
  path: readonly PropertyKey[],
  message: string,
): EditProblem {
  const { from, to } = nodeAt(root, path);
  const { line, column } = placeAt(text, from);
  return { part, path: path.map(String).join("."), message, from, to, line, column };
}
