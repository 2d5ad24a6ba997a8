import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import { placeholderProblem } from "../../lib/jobs/placeholders.ts";
import { selectorProblem } from "../engine/extract/document.ts";
import { badRequest } from "../errors.ts";
import type { JobEngine } from "./job-engine.ts";

/**
 * Checks what only the engine can tell: selectors, placeholders and the schedule. @throws AppError BAD_REQUEST at the
 * field, of which `within` says what it is a part of: `config.`
 */
export function checkDefinition(
  definition: AgentDefinition,
  engine: Pick<JobEngine, "scheduleProblem">,
  within = "",
): void {
  const refuse = (field: string, problem: string) => badRequest(`${within}${field}`, problem);
  const selectors = new Map<string, string | undefined>([
    ["itemSelector", definition.itemSelector],
    ...definition.fields.map((field, place) => [`fields.${place}.selector`, field.selector] as const),
  ]);
  if (definition.type === "crawling") selectors.set("linkSelector", definition.linkSelector);
  for (const [field, selector] of selectors) {
    const problem = selector === undefined ? null : selectorProblem(selector);
    if (problem !== null) throw refuse(field, problem);
  }
  const placeholders = placeholderProblem(definition);
  if (placeholders !== null) throw refuse(placeholders.field, placeholders.message);
  if (definition.schedule === null) return;
  const { cron, timezone } = definition.schedule;
  const cronProblem = engine.scheduleProblem(cron, "UTC");
  if (cronProblem !== null) throw refuse("schedule.cron", cronProblem);
  const timezoneProblem = engine.scheduleProblem(cron, timezone);
  if (timezoneProblem !== null) throw refuse("schedule.timezone", timezoneProblem);
}
