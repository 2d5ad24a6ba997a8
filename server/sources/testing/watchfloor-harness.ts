import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import type { BackendKind } from "../../../lib/sources/kinds.ts";
import { startApiServer } from "../../api-tests/api-server.ts";
import { serveSample } from "../../api-tests/dialects/sample-site.ts";
import { storeJob, storeRun } from "../../api-tests/seed.ts";
import { DEFAULT_ORG, type Principal } from "../../auth/principal.ts";
import { makeToken } from "../../testing/make-token.ts";
import { createJobSource } from "../create-source.ts";
import type { JobSource, OpenSource } from "../job-source.ts";
import { type JobSourceHarness, LOG_LINES, RESULT_ROWS } from "../job-source-contract.ts";
import { localSource } from "../local/local-source.ts";
import { startOf } from "./fake-harness.ts";

const PRINCIPAL: Principal = {
  ...{ kind: "token" as const, id: "tests", name: "Tests", org: DEFAULT_ORG },
  scopes: ["services:read", "services:write"],
};
const WRONG_KEY = `wf_${"0".repeat(16)}_${"1".repeat(40)}`;

/**
 * For the contract: a whole Watchfloor whose routes of a vendor's dialect are called over HTTP, as another Watchfloor would; or its engine
 * itself, for `local`.
 */
export function useWatchfloor(kind: BackendKind | "local"): () => JobSourceHarness {
  const server = startApiServer();
  const open: OpenSource[] = [];
  let harness: JobSourceHarness | undefined;

  beforeAll(async () => {
    const { app, gateway, origin } = server();
    const site = serveSample(gateway);
    const slug = `agent-${randomUUID()}`;
    const definition = {
      ...{ type: "scraping", name: slug, slug, itemSelector: "li", fields: [{ name: "name", selector: "b" }] },
      ...{ request: { delayMs: 0 }, concurrency: 8, urls: ["/sample/held"] },
    };
    const agent = await app.services.agents.create(PRINCIPAL, agentDefinitionSchema.parse(definition));
    site.page("/sample/held", ["one", "two"]);
    let gate = site.hold("/sample/held");

    const connect = (key: string): JobSource => {
      if (kind === "local") return localSource(app.services, PRINCIPAL);
      const settings = { address: origin, partitions: kind === "sentimatrix" ? [slug] : [], requestsPerMinute: 60_000 };
      const source = createJobSource({ kind, settings, key, name: "The other Watchfloor" });
      open.push(source);
      return source.at("operator");
    };

    async function complete(): Promise<string> {
      const config = JSON.stringify(agent.definition);
      const job = await storeJob(app.store, "Completed", { agentId: agent.id, config });
      await storeRun(app.store, job, { tasks: 2, lines: LOG_LINES, results: RESULT_ROWS });
      return job.id;
    }

    harness = {
      source: connect(await makeToken(app.store)),
      stranger: kind === "local" ? null : { source: connect(WRONG_KEY), key: WRONG_KEY },
      async completed(amount) {
        const ids: string[] = [];
        for (let made = 0; made < amount; made++) ids.push(await complete());
        return ids;
      },
      async executing() {
        const { id } = await app.services.agents.start(PRINCIPAL, agent.id);
        return {
          id,
          finish() {
            gate.release();
            gate = site.hold("/sample/held");
          },
        };
      },
      starts: () => startOf(kind, slug),
      knowsAgents: true,
    };
  });

  afterAll(async () => {
    await Promise.all(open.map((source) => source.close()));
  });
  return () => {
    if (harness === undefined) throw new Error("asked for the server before the suite began");
    return harness;
  };
}
