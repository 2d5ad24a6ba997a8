import { z } from "zod";
import { sourceTest } from "../../../../../lib/api/answers/sources.ts";
import { sourceTestBodySchema } from "../../../../../lib/api/source-schemas.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string().describe("The id of the source.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(({ app, principal, params, body }) => app.services.sources.test(principal, params.id, body), {
    tag: "Sources",
    summary: "Ask a connected backend, as it is or as it would be",
    description:
      "Settings and key that are left out are as they are stored; the stored key goes to no other server than it was given for. Nothing is kept. Only for people who are signed in, not for tokens.",
    params,
    query,
    body: sourceTestBodySchema,
    answer: sourceTest,
    errors: ["CONFLICT"],
  }),
});
