import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that answers as Agenty does, with as many jobs as it is told to have. */
export interface ScriptedAgenty {
  address: string;
  /** The headers of each request so far. */
  requests: IncomingHttpHeaders[];
  /** What it answers from now on: jobs to whoever has the key, or a failure. */
  script: { key: string; jobs: number; failure: { status: number; body: string } | null };
  close(): Promise<void>;
}

export async function startScriptedAgenty(key: string, jobs: number): Promise<ScriptedAgenty> {
  const script: ScriptedAgenty["script"] = { key, jobs, failure: null };
  const requests: IncomingHttpHeaders[] = [];
  const http = createServer((request, response) => {
    requests.push(request.headers);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    if (script.failure !== null) answer(script.failure.status, script.failure.body);
    else if (request.headers["x-agenty-apikey"] !== script.key) answer(401, { message: "The API key is not valid" });
    else if (pathname !== "/v2/jobs") answer(404, { message: "not found" });
    else {
      const offset = Number(searchParams.get("offset") ?? 0);
      const limit = Number(searchParams.get("limit") ?? 100);
      const listed = Array.from({ length: script.jobs }, (_, place) => jobOf(script.jobs - place));
      const page = listed.slice(offset, offset + limit);
      answer(200, { total: script.jobs, limit, offset, returned: page.length, result: page });
    }
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return {
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests,
    script,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}

function jobOf(number: number) {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1) + (number * 60 + seconds) * 1000).toISOString();
  return {
    ...{ job_id: number, agent_id: "books", type: "scraping", status: number % 7 === 0 ? "aborted" : "completed" },
    ...{ priority: 1, is_scheduled: false, pages_total: 3, pages_processed: 3, pages_succeeded: 3, pages_failed: 0 },
    ...{ created_at: at(0), started_at: at(1), completed_at: at(9), error: null },
  };
}
