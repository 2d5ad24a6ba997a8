import { z } from "zod";
import { emptyBodySchema } from "../../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(async ({ app, principal, params }) => ({ job: await app.services.jobs.retry(principal, params) }), {
    params: jobParams,
    query,
    body: emptyBodySchema,
    status: 201,
  }),
});
