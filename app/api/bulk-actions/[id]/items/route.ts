import { z } from "zod";
import { bulkItemPage } from "../../../../../lib/api/answers/bulk-actions.ts";
import { cursorParam, limitParam } from "../../../../../server/http/input.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string().describe("The id of the bulk action.") });
const query = z.strictObject({
  outcome: z.enum(["done", "failed"], "must be done or failed").default("done").describe("Only those that went so."),
  cursor: cursorParam,
  limit: limitParam(50, 200),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { outcome, cursor = null, limit } }) =>
      app.services.bulkActions.items(principal, params.id, { outcome, cursor, limit }),
    { tag: "Bulk actions", summary: "What became of its jobs", params, query, answer: bulkItemPage },
  ),
});
