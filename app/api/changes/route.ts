import { z } from "zod";
import { changePage } from "../../../lib/api/answers/overview.ts";
import { countParam, limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({
  since: countParam(0).describe("The revision that the caller has."),
  limit: limitParam(200, 1000),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query }) => app.services.overview.changes(principal, query), {
    tag: "Overview",
    summary: "What changed after a revision",
    description:
      "`kind` is `job-created`, `job`, `run`, `tasks`, `logs`, `command`, `bulk-action` or `agent`; `docs/api.md` says what `data` then is.",
    query,
    answer: changePage,
  }),
});
