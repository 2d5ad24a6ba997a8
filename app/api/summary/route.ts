import { z } from "zod";
import { summary } from "../../../lib/api/answers/overview.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal }) => app.services.overview.summary(principal), {
    tag: "Overview",
    summary: "The counts of all jobs",
    query,
    answer: summary,
  }),
});
