import { z } from "zod";
import { savedViewBodySchema } from "../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../server/http/route.ts";

const params = z.object({ id: z.string() });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PUT: route(
    async ({ app, principal, params, body }) => ({
      view: await app.services.views.update(principal, params.id, body),
    }),
    { params, query, body: savedViewBodySchema },
  ),
  DELETE: route(({ app, principal, params }) => app.services.views.remove(principal, params.id), { params, query }),
});
