import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import WebSocket from "ws";
import { SOCKET_PATH } from "../../lib/realtime/protocol.ts";
import { type Listener, listen, refusal } from "../../server/dialects/sentimatrix/socket-client.ts";
import { type ServerProcess, TOKEN } from "../fixtures/server-process.ts";
import { expect, test } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";

const typesOf = (listener: Listener) => listener.events().map(({ type }) => type);
const targetsOf = (listener: Listener) =>
  listener.events().flatMap(({ type, data }) => ("target_id" in data ? [`${type} ${data.target_id}`] : []));

/** Starts a job as a program of Sentimatrix's does. */
async function startJob({ origin }: ServerProcess, project: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/projects/${project}/jobs`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(response.status).toBe(201);
  return (await response.json()).id;
}

/** The status of the answer to an upgrade that is refused. */
async function refusedWith(server: ServerProcess, path: string): Promise<number | undefined> {
  const socket = new WebSocket(`${server.origin.replace("http:", "ws:")}${path}`);
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  response.resume();
  return response.statusCode;
}

test.describe("a job's WebSocket of Sentimatrix's API", () => {
  test("tells a program of a run to its end, and one that comes late how it is, while the console follows it too", async ({
    page,
    server,
    api,
    site,
  }) => {
    site.hold();
    await api.createAgent(site.agent("followed", 3, { slug: "followed" }));
    const id = await startJob(server, "followed");
    await expect.poll(() => site.requests.get("/page/1")).toBe(1);
    const run = new JobRunPage(page);
    await run.openJob(id);
    await expect(run.state("Executing")).toBeVisible();

    const early = await listen(server.origin, id, TOKEN);
    await expect.poll(() => early.messages.length).toBe(1);
    const about = { job_id: id, status: "running" };
    expect(early.messages[0]).toEqual({
      type: "progress",
      data: { ...about, percentage: 0, current_target: "tgt_1", results_count: 0 },
    });

    site.release(1);
    await expect.poll(() => targetsOf(early).at(-1)).toBe("target_started tgt_2");
    await expect(run.panel("What it is doing")).toContainText("1 of 3");
    const late = await listen(server.origin, id, TOKEN);
    await expect.poll(() => late.messages.length).toBeGreaterThan(0);
    expect(late.messages[0]).toMatchObject({
      type: "progress",
      data: { ...about, current_target: "tgt_2", results_count: 3 },
    });

    site.release();
    const end = { code: 1000, reason: "The job has ended: completed." };
    expect([await early.closed, await late.closed]).toEqual([end, end]);
    const rest = ["target_completed tgt_2", "target_started tgt_3", "target_completed tgt_3"];
    expect(targetsOf(late)).toEqual(rest);
    expect(targetsOf(early)).toEqual(["target_completed tgt_1", "target_started tgt_2", ...rest]);
    for (const listener of [early, late]) {
      expect(typesOf(listener).filter((type) => type === "completed")).toHaveLength(1);
      expect(listener.messages.at(-1)).toEqual({
        type: "completed",
        data: { job_id: id, status: "completed", percentage: 100, results_count: 9 },
      });
    }
    expect(early.messages.filter(({ type }) => type === "progress").length).toBeGreaterThan(1);
    await expect(run.state("Completed")).toBeVisible();
  });

  test("is refused without a valid token, and for a job that there is not", async ({ server, api, site }) => {
    await api.createAgent(site.agent("refused", 1, { slug: "refused" }));
    const path = `/api/v1/jobs/${await startJob(server, "refused")}/ws`;
    for (const query of ["", "?token=", "?token=wrong"]) {
      const refused = await refusal(server.origin, `${path}${query}`);
      expect(refused, query).toMatchObject({ status: 401, code: "UNAUTHORIZED" });
      expect(refused.headers["www-authenticate"]).toBe("Bearer");
    }
    const absent = await refusal(server.origin, `/api/v1/jobs/987654321/ws?token=${TOKEN}`);
    expect(absent).toMatchObject({ status: 404, code: "NOT_FOUND" });
    const plain = await fetch(`${server.origin}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect({ status: plain.status, ...(await plain.json()) }).toMatchObject({ status: 426, code: "UPGRADE_REQUIRED" });
  });

  test("leaves the other upgrades of the port to others", async ({ page, server }) => {
    // Next would leave those that are not its own hanging; built, it has none.
    for (const path of ["/", "/jobs", "/_next/hmr", "/_next/webpack-hmr", "/api/jobs", "/v2/jobs"]) {
      expect(await refusedWith(server, path), path).toBe(404);
    }
    expect(await refusedWith(server, `${SOCKET_PATH}/?EIO=4&transport=websocket`)).toBe(400);
    const opened = page.waitForEvent("websocket");
    await new JobRunPage(page).open("/");
    expect(new URL((await opened).url()).pathname).toContain(SOCKET_PATH);
  });

  test("an address where there is nothing is answered in the form of the API that it is below", async ({ server }) => {
    const problem = async (path: string) => {
      const response = await fetch(`${server.origin}${path}`, { headers: { accept: "text/html" } });
      expect(response.status, path).toBe(404);
      return Object.keys(await response.json());
    };
    expect(await problem("/api/v1/jobs/1/none")).toEqual(["detail", "code"]);
    expect(await problem("/api/v1/projects/1")).toEqual(["detail", "code"]);
    expect(await problem("/api/v1/jobs/executing/1")).toEqual(["Message"]);
    expect(await problem("/api/v1/jobrun/1")).toEqual(["Message"]);
    expect(await problem("/services/none")).toEqual(["error", "message"]);
    expect(await problem("/v2/none")).toEqual(["status", "code", "name", "message"]);
    expect(await problem("/api/none")).toEqual(["error"]);
  });
});
