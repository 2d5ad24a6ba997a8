import type { ApiCall } from "../jobs/curl.ts";
import { toGuid } from "./cluedin/guid.ts";
import type { DialectName } from "./dialect-name.ts";

export interface DialectExamples {
  dialect: DialectName;
  /** The vendor's name. */
  label: string;
  /** What an agent is there. */
  word: string;
  calls: { title: string; call: ApiCall }[];
}

/** How programs of each vendor's API use an agent: by its slug or id, as `ref`, and by its id. */
export function exampleCalls(origin: string, { id, ref }: { id: string; ref: string }): DialectExamples[] {
  const inPath = encodeURIComponent(ref);
  const get = (path: string): ApiCall => ({ method: "GET", url: `${origin}${path}` });
  const post = (path: string, body: unknown): ApiCall => ({ method: "POST", url: `${origin}${path}`, body });
  return [
    {
      dialect: "agenty",
      label: "Agenty",
      word: "agent",
      calls: [
        { title: "Start a job", call: post("/v2/jobs/start", { agent_id: ref }) },
        { title: "List its jobs", call: get(`/v2/jobs?agent_id=${inPath}`) },
      ],
    },
    {
      dialect: "ai-connect",
      label: "AI Connect",
      word: "job type",
      calls: [
        { title: "Start a job", call: post("/services/agent-jobs", aiConnectJob(ref)) },
        { title: "List its jobs", call: get(`/services/agent-jobs?job_type_id=${inPath}`) },
      ],
    },
    {
      dialect: "sentimatrix",
      label: "Sentimatrix",
      word: "project",
      calls: [
        { title: "Start a job", call: post(`/api/v1/projects/${inPath}/jobs`, { max_results_per_target: 100 }) },
        { title: "List its jobs", call: get(`/api/v1/projects/${inPath}/jobs`) },
      ],
    },
    {
      dialect: "cluedin",
      label: "CluedIn",
      word: "configuration",
      calls: [{ title: "List its jobs", call: get(`/api/v1/jobs?page=0&configurationId=${toGuid(id)}`) }],
    },
  ];
}

function aiConnectJob(ref: string) {
  return {
    target_channel: { org_id: "default", platform: "api", type: "channel", code: "console", data: {} },
    job_type_id: ref,
    config: { max_task_retries: 2, task_retry_interval: 1, max_time_to_complete: 60 },
    params: {},
  };
}
