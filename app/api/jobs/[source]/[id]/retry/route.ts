import { z } from "zod";
import { retryBodySchema } from "../../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    async ({ app, principal, params, body }) => ({ job: await app.services.jobs.retry(principal, params, body) }),
    { params: jobParams, query, body: retryBodySchema, status: 201 },
  ),
});
