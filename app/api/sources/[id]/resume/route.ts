import { z } from "zod";
import { sourceAnswer } from "../../../../../lib/api/answers/sources.ts";
import { emptyBodySchema } from "../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string().describe("The id of the source.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(({ app, principal, params }) => app.services.sources.pause(principal, params.id, false), {
    tag: "Sources",
    summary: "Read a paused source again",
    description: "Only for people who are signed in, not for tokens.",
    params,
    query,
    body: emptyBodySchema,
    answer: sourceAnswer,
    errors: ["CONFLICT"],
  }),
});
