import { z } from "zod";
import { PREFERENCE_SCHEMAS } from "../../../../lib/api/preference-schemas.ts";
import { parseInput } from "../../../../server/http/input.ts";
import { methods, route } from "../../../../server/http/route.ts";

const params = z.object({ name: z.literal("job-columns") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.preferences.get(principal, params.name), { params, query }),
  PUT: route(
    ({ app, principal, params: { name }, body }) => {
      const schema = z.strictObject({ value: PREFERENCE_SCHEMAS[name].nullable() });
      return app.services.preferences.set(principal, name, parseInput(schema, body, "body").value);
    },
    { params, query, body: z.unknown() },
  ),
});
