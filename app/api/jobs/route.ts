import { z } from "zod";
import { cursorParam, limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({
  q: z.string("must be given once").default(""),
  cursor: cursorParam,
  limit: limitParam(50, 200),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, query: { q, cursor = null, limit } }) => app.services.jobs.list(principal, { q, cursor, limit }),
    { query },
  ),
});
