import { z } from "zod";
import { jobColumnsPreference } from "../../../../lib/api/answers/views.ts";
import { PREFERENCE_SCHEMAS } from "../../../../lib/api/preference-schemas.ts";
import { methods, route } from "../../../../server/http/route.ts";

const params = z.object({ name: z.literal("job-columns").describe("What was chosen.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.preferences.get(principal, params.name), {
    tag: "Views and preferences",
    summary: "What the caller chose for themselves",
    params,
    query,
    answer: jobColumnsPreference,
  }),
  PUT: route(({ app, principal, params, body }) => app.services.preferences.set(principal, params.name, body.value), {
    tag: "Views and preferences",
    summary: "Keep what the caller chooses; with null, forget it",
    params,
    query,
    body: z.strictObject({ value: PREFERENCE_SCHEMAS["job-columns"].nullable() }),
    answer: jobColumnsPreference,
  }),
});
