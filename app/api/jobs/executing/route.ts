import { z } from "zod";
import { jobPage } from "../../../../lib/api/answers/jobs.ts";
import { limitParam } from "../../../../server/http/input.ts";
import { methods, route } from "../../../../server/http/route.ts";

const query = z.strictObject({ limit: limitParam(50, 200) });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query }) => app.services.jobs.executing(principal, query.limit), {
    tag: "Jobs",
    summary: "The jobs that are executing, the longest running first",
    query,
    answer: jobPage,
  }),
});
