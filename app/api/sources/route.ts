import { z } from "zod";
import { sourceAnswer, sourcePage } from "../../../lib/api/answers/sources.ts";
import { newSourceBodySchema } from "../../../lib/api/source-schemas.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal }) => app.services.sources.list(principal), {
    tag: "Sources",
    summary: "All sources with how they are, the built-in engine first",
    description: "Keys are never answered, only when they were set.",
    query,
    answer: sourcePage,
  }),
  POST: route(({ app, principal, body }) => app.services.sources.create(principal, body), {
    tag: "Sources",
    summary: "Connect a backend",
    description:
      "It is read from now on. Its id is made from its name. Only for people who are signed in, not for tokens.",
    query,
    body: newSourceBodySchema,
    answer: sourceAnswer,
    status: 201,
    errors: ["CONFLICT"],
  }),
});
