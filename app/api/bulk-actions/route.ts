import { z } from "zod";
import { bulkActionAnswer, bulkActionPage } from "../../../lib/api/answers/bulk-actions.ts";
import { bulkBodySchema } from "../../../lib/api/schemas.ts";
import { cursorParam, limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const pageQuery = z.strictObject({ cursor: cursorParam, limit: limitParam(50, 200) });
const noQuery = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, query: { cursor = null, limit } }) =>
      app.services.bulkActions.list(principal, { cursor, limit }),
    { tag: "Bulk actions", summary: "Bulk actions, the latest first", query: pageQuery, answer: bulkActionPage },
  ),
  POST: route(
    async ({ app, principal, body: { reason, ...body } }) => ({
      action: await app.services.bulkActions.start(principal, { ...body, reason: reason || null }),
    }),
    {
      tag: "Bulk actions",
      summary: "Cancel or retry many jobs",
      description:
        "All that match a filter, or up to 1,000 by their keys. `expected` is what was confirmed: when clearly more match by then, it is refused.",
      query: noQuery,
      body: bulkBodySchema,
      answer: bulkActionAnswer,
      status: 201,
      errors: ["CONFLICT"],
    },
  ),
});
