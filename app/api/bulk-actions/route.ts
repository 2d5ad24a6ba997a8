import { z } from "zod";
import { bulkBodySchema } from "../../../lib/api/schemas.ts";
import { cursorParam, limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const pageQuery = z.strictObject({ cursor: cursorParam, limit: limitParam(50, 200) });
const noQuery = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, query: { cursor = null, limit } }) =>
      app.services.bulkActions.list(principal, { cursor, limit }),
    { query: pageQuery },
  ),
  POST: route(
    async ({ app, principal, body: { reason, ...body } }) => ({
      action: await app.services.bulkActions.start(principal, { ...body, reason: reason || null }),
    }),
    { query: noQuery, body: bulkBodySchema, status: 201 },
  ),
});
