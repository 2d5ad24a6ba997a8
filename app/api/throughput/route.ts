import { z } from "zod";
import { throughput } from "../../../lib/api/answers/overview.ts";
import { limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({ minutes: limitParam(60, 1440).describe("How many minutes, up to now.") });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query }) => app.services.overview.throughput(principal, query.minutes), {
    tag: "Overview",
    summary: "Jobs ended in each minute",
    query,
    answer: throughput,
  }),
});
