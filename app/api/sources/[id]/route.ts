import { z } from "zod";
import { sourceAnswer } from "../../../../lib/api/answers/sources.ts";
import { sourceBodySchema } from "../../../../lib/api/source-schemas.ts";
import { methods, route } from "../../../../server/http/route.ts";
import { noContent } from "../../../../server/openapi/answer.ts";

const params = z.object({ id: z.string().describe("The id of the source.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.sources.get(principal, params.id), {
    tag: "Sources",
    summary: "One source",
    params,
    query,
    answer: sourceAnswer,
  }),
  PUT: route(({ app, principal, params, body }) => app.services.sources.update(principal, params.id, body), {
    tag: "Sources",
    summary: "Replace a source's name and settings, and its key if one is given",
    description:
      "Settings that are left out take their default. The key stays when it is left out, and goes when it is null; it has to be given again when the address leads to another server. Only for people who are signed in, not for tokens.",
    params,
    query,
    body: sourceBodySchema,
    answer: sourceAnswer,
    errors: ["CONFLICT"],
  }),
  DELETE: route(({ app, principal, params }) => app.services.sources.remove(principal, params.id), {
    tag: "Sources",
    summary: "Take a source and its jobs away",
    description:
      "It is read no more; its jobs go in the background, and the source with the last of them. Only for people who are signed in, not for tokens.",
    params,
    query,
    answer: noContent,
    errors: ["CONFLICT"],
  }),
});
