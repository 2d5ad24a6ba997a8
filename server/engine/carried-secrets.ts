import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import { addressesOf, isPlaceholderProblem } from "../../lib/jobs/placeholders.ts";
import { redactSecrets } from "../../lib/text/redact.ts";
import { badRequest } from "../errors.ts";
import { withParams } from "./parse-definition.ts";

/** What a job leads to: its configuration, null where that is not kept, and its parameters as JSON text. */
interface Led {
  definition: AgentDefinition | null;
  params: string | null;
}

/**
 * Sees to it that parameters which an editor was not shown go only where they went before: an address of another host would
 * carry them off to whoever wrote it. `given` are the parameters as the editor sent them, null for none; undefined, they stay as they were.
 * @throws AppError BAD_REQUEST naming the host
 */
export function requireKnownHosts(
  old: Led,
  made: Led & { definition: AgentDefinition },
  given: string | null | undefined,
): void {
  const isCarried = given === undefined ? hasSecrets(old.params) : given !== null && given !== made.params;
  if (!isCarried) return;
  const known = hostsOf(old);
  const strange = [...hostsOf(made)].find((host) => !known.has(host));
  if (strange === undefined) return;
  throw badRequest(
    "params",
    `The job did not go to ${strange} before. Secrets that are not shown are not sent to another host: write them anew, or take them out`,
  );
}

function hasSecrets(params: string | null): boolean {
  return params !== null && redactSecrets(params) !== params;
}

function hostsOf({ definition, params }: Led): Set<string> {
  if (definition === null) return new Set();
  const filled = withParams(definition, params);
  if (isPlaceholderProblem(filled)) return new Set();
  return new Set(addressesOf(filled).map(([, address]) => hostOf(address)));
}

/** The console itself for a path alone. What is no address is a host of its own. */
function hostOf(address: string): string {
  if (address.startsWith("/") && !address.startsWith("//")) return "the console's own pages";
  return URL.parse(address)?.host ?? address;
}
