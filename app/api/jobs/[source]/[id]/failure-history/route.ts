import { z } from "zod";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.failures.history(principal, params), {
    params: jobParams,
    query,
  }),
});
