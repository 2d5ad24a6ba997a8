import { readCounts, readDetail, readJobs } from "../../../lib/dialects/cluedin/from-wire.ts";
import { toGuid } from "../../../lib/dialects/cluedin/guid.ts";
import { BACKEND_CAPABILITIES } from "../../../lib/sources/capabilities.ts";
import type { BackendClient } from "../http/backend-client.ts";
import { orNull } from "../http/or-null.ts";
import { numberedPages } from "../http/paged.ts";
import type { JobSource } from "../job-source.ts";
import { toListed } from "../listed-jobs.ts";

const PATH = "/api/v1/jobs";
const PAGE_LIMIT = 200;

/** CluedIn's jobs API: it is only read. Lists, the five counts, and the 42 columns of a job's run. */
export function cluedInSource(client: BackendClient): JobSource {
  const all = numberedPages(({ page, size: take }, signal) =>
    client.json({ path: PATH, query: { page, take }, what: "a list of jobs", signal }, readJobs),
  );
  // The document has no parameters there: all that execute are answered at once, unless there are more.
  const executing = numberedPages(({ page, size: take }, signal) => {
    const query = page === 0 ? {} : { page, take };
    return client.json({ path: `${PATH}/executing`, query, what: "a list of jobs", signal }, readJobs);
  });
  return {
    kind: "cluedin",
    capabilities: BACKEND_CAPABILITIES.cluedin,
    partitions: [""],
    pageLimit: PAGE_LIMIT,
    listsActive: true,
    listsLate: false,
    listsPages: true,

    async list({ offset, limit, activeOnly }, signal) {
      const range = { offset, limit: Math.min(limit, PAGE_LIMIT) };
      return toListed(await (activeOnly ? executing : all)(range, signal));
    },

    get: (id, signal) =>
      orNull(async () => {
        client.segment(id);
        const call = { path: "/api/v1/jobrun", query: { id: toGuid(id) }, what: "a run", signal };
        // It may also answer nothing of a job that it does not have.
        const read = (body: unknown, text: string) =>
          body === null ? { detail: null } : found(readDetail(id, body, text));
        return (await client.json(call, read)).detail;
      }),

    counts: (signal) => client.json({ path: PATH, what: "counts of jobs", signal }, readCounts),
  };
}

function found<Detail>(detail: Detail | null): { detail: Detail } | null {
  return detail === null ? null : { detail };
}
