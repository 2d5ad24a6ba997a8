import { randomUUID } from "node:crypto";
import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { StartBody } from "../../lib/api/schemas.ts";
import type { Agent, Page } from "../../lib/api/types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { noCounts } from "../../lib/jobs/state.ts";
import { type Principal, requireScope } from "../auth/principal.ts";
import { AppError, conflict, notFound } from "../errors.ts";
import {
  deleteAgent,
  findAgent,
  getAgent,
  insertAgent,
  type LastJob,
  lastJobs,
  listAgents,
  type StoredAgent,
  updateAgent,
} from "../store/agents.ts";
import { readRevision } from "../store/changes.ts";
import { countsByAgent } from "../store/counts.ts";
import type { Store } from "../store/write.ts";
import { checkDefinition } from "./check-definition.ts";
import { isPossibleId } from "./find-job.ts";
import type { JobEngine, StartRequest } from "./job-engine.ts";
import { requireParamsText } from "./params-text.ts";

const LOCAL_SOURCE = "local";

/** What programs may ask of a start beyond the console's own API. */
type ProgramStart = Pick<StartRequest, "startAfter" | "adjust" | "exclusive" | "asked">;

/** Agents: what they do, when, what came of it, and starting their jobs. What changes anything needs `services:write`. */
export class AgentsService {
  readonly #store: Store;
  readonly #engine: JobEngine;

  constructor(store: Store, engine: JobEngine) {
    this.#store = store;
    this.#engine = engine;
  }

  /** All agents by name, on one page. */
  async list(principal: Principal): Promise<Page<Agent>> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const stored = await listAgents(db, principal.org);
    return { items: await this.#complete(principal, stored), nextCursor: null, revision };
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<Agent> {
    const stored = isPossibleId(id) ? await getAgent(this.#store.db, principal.org, id) : undefined;
    return await this.#completeOne(principal, id, stored);
  }

  /** @throws AppError BAD_REQUEST at the field; CONFLICT when the name is taken */
  async create(principal: Principal, definition: AgentDefinition): Promise<Agent> {
    requireScope(principal, "services:write");
    checkDefinition(definition, this.#engine);
    const agent = { id: randomUUID(), org: principal.org, source: LOCAL_SOURCE, definition };
    const stored = await named(definition, () => this.#store.write((tx) => insertAgent(tx, agent)));
    await this.#engine.agentsChanged();
    return await this.#completeOne(principal, agent.id, stored);
  }

  /** Replaces the definition; jobs under way keep the one that they began with. @throws as `get` and `create` do */
  async update(principal: Principal, id: string, definition: AgentDefinition): Promise<Agent> {
    requireScope(principal, "services:write");
    checkDefinition(definition, this.#engine);
    if (!isPossibleId(id)) throw notFound("This agent");
    const write = () => this.#store.write((tx) => updateAgent(tx, principal.org, id, definition));
    const stored = await named(definition, write);
    if (stored !== undefined) await this.#engine.agentsChanged();
    return await this.#completeOne(principal, id, stored);
  }

  /** Takes the agent away; its jobs stay. @throws AppError NOT_FOUND */
  async remove(principal: Principal, id: string): Promise<void> {
    requireScope(principal, "services:write");
    const removed = isPossibleId(id) && (await this.#store.write((tx) => deleteAgent(tx, principal.org, id)));
    if (!removed) throw notFound(`Agent ${id}`);
    await this.#engine.agentsChanged();
  }

  /** Makes a job of the agent. @throws AppError NOT_FOUND; CONFLICT when the agent is disabled; others as the engine's `start` */
  async start(principal: Principal, id: string, request: StartBody & ProgramStart = {}): Promise<JobRow> {
    requireScope(principal, "services:write");
    const agent = isPossibleId(id) ? await getAgent(this.#store.db, principal.org, id) : undefined;
    if (agent === undefined) throw notFound(`Agent ${id}`);
    if (!agent.enabled) throw conflict(`Agent ${agent.name} is disabled. Enable it first.`);
    const trigger = principal.kind === "person" ? "manual" : "api";
    const params = requireParamsText(request.params) ?? undefined;
    return await this.#engine.start(principal.org, id, { ...request, trigger, actor: principal, params });
  }

  /** The agent that programs call so, by its slug or its id. @throws AppError NOT_FOUND */
  async find(principal: Principal, ref: string): Promise<StoredAgent> {
    const agent = isPossibleId(ref) ? await findAgent(this.#store.db, principal.org, ref) : undefined;
    if (agent === undefined) throw notFound(`Agent ${ref}`);
    return agent;
  }

  async #completeOne(principal: Principal, id: string, stored: StoredAgent | undefined): Promise<Agent> {
    const [agent] = stored === undefined ? [] : await this.#complete(principal, [stored]);
    if (agent === undefined) throw notFound(`Agent ${id}`);
    return agent;
  }

  async #complete(principal: Principal, agents: StoredAgent[]): Promise<Agent[]> {
    const { db } = this.#store;
    const [counts, last] = await Promise.all([
      countsByAgent(db, principal.org),
      lastJobs(
        db,
        principal.org,
        agents.map(({ id }) => id),
      ),
    ]);
    return agents.map((agent) => this.#toAgent(agent, counts.get(agent.id), last.get(agent.id)));
  }

  #toAgent(stored: StoredAgent, counts: Agent["counts"] | undefined, lastJob: LastJob | undefined): Agent {
    const { org, ...agent } = stored;
    const { schedule, enabled } = stored.definition;
    const nextAt = schedule && enabled ? this.#engine.nextScheduledAt(schedule.cron, schedule.timezone) : null;
    return {
      ...agent,
      schedule: schedule && { ...schedule, nextAt },
      counts: counts ?? noCounts(),
      lastJob: lastJob ?? null,
    };
  }
}

/** Does a write that the unique indexes of agents may refuse, and says so in words. */
async function named<Result>(definition: AgentDefinition, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const constraint = error instanceof Error && "constraint" in error ? error.constraint : undefined;
    const field = constraint === "agent_name" ? "name" : constraint === "agent_slug" ? "slug" : undefined;
    if (field === undefined) throw error;
    const message = `${field}: there is an agent of the ${field} ${definition[field]} already; choose another`;
    throw new AppError("CONFLICT", message, { field, cause: error });
  }
}
