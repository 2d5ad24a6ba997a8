import { z } from "zod";
import { emptyBodySchema } from "../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string() });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    async ({ app, principal, params }) => ({ action: await app.services.bulkActions.abort(principal, params.id) }),
    { params, query, body: emptyBodySchema },
  ),
});
