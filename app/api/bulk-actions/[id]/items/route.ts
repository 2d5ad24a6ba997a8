import { z } from "zod";
import { cursorParam, limitParam } from "../../../../../server/http/input.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string() });
const query = z.strictObject({
  outcome: z.enum(["done", "failed"], "must be done or failed").default("done"),
  cursor: cursorParam,
  limit: limitParam(50, 200),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { outcome, cursor = null, limit } }) =>
      app.services.bulkActions.items(principal, params.id, { outcome, cursor, limit }),
    { params, query },
  ),
});
