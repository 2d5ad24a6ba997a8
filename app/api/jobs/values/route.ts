import { z } from "zod";
import { filterValues } from "../../../../lib/api/answers/jobs.ts";
import { methods, route } from "../../../../server/http/route.ts";
import { VALUE_KEYS } from "../../../../server/store/filter-values.ts";

const query = z.strictObject({
  key: z.enum(VALUE_KEYS, `must be one of ${VALUE_KEYS.join(", ")}`).describe("The filter key."),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query: { key } }) => app.services.jobs.filterValues(principal, key), {
    tag: "Jobs",
    summary: "The values that a filter key has among the newest jobs",
    query,
    answer: filterValues,
  }),
});
