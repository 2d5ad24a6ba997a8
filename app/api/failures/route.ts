import { z } from "zod";
import { DEFAULT_FAILURE_WINDOW, FAILURE_WINDOW_NAMES } from "../../../lib/jobs/failure-window.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({
  q: z.string("must be given once").default(""),
  window: z
    .enum(FAILURE_WINDOW_NAMES, `must be one of ${FAILURE_WINDOW_NAMES.join(", ")}`)
    .default(DEFAULT_FAILURE_WINDOW),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query }) => app.services.failures.groups(principal, query), { query }),
});
