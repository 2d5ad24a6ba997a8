import { z } from "zod";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.tasks.chain(principal, params), {
    params: jobParams,
    query: z.strictObject({}),
  }),
});
