import { z } from "zod";
import { sourceAnswer } from "../../../../../lib/api/answers/sources.ts";
import { sourceReadBodySchema } from "../../../../../lib/api/source-schemas.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string().describe("The id of the source.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    ({ app, principal, params, body }) =>
      app.services.sources.read(principal, params.id, { afresh: body?.afresh ?? false }),
    {
      tag: "Sources",
      summary: "Read a source now, though it was to be left alone for a while",
      description:
        "With `afresh`, from its first job on; what is known stays meanwhile. Only for people who are signed in, not for tokens.",
      params,
      query,
      body: sourceReadBodySchema,
      answer: sourceAnswer,
      errors: ["CONFLICT"],
    },
  ),
});
