import { z } from "zod";
import { methods, route } from "../../../../server/http/route.ts";
import { VALUE_KEYS } from "../../../../server/store/filter-values.ts";

const query = z.strictObject({ key: z.enum(VALUE_KEYS, `must be one of ${VALUE_KEYS.join(", ")}`) });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query: { key } }) => app.services.jobs.filterValues(principal, key), { query }),
});
