import { z } from "zod";
import { sourceTest } from "../../../../lib/api/answers/sources.ts";
import { newSourceTestBodySchema } from "../../../../lib/api/source-schemas.ts";
import { methods, route } from "../../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(({ app, principal, body }) => app.services.sources.testNew(principal, body), {
    tag: "Sources",
    summary: "Ask a backend that is not connected yet",
    description:
      "One page of its jobs is read, and nothing is kept. That it could not be reached is an answer too: `problem` says why. Only for people who are signed in, not for tokens.",
    query,
    body: newSourceTestBodySchema,
    answer: sourceTest,
  }),
});
