import { z } from "zod";
import { cancelBodySchema } from "../../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(({ app, principal, params, body }) => app.services.jobs.cancel(principal, params, body?.reason || null), {
    params: jobParams,
    query,
    body: cancelBodySchema,
  }),
});
