import { z } from "zod";
import { bulkActionAnswer } from "../../../../../lib/api/answers/bulk-actions.ts";
import { emptyBodySchema } from "../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string().describe("The id of the bulk action.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    async ({ app, principal, params }) => ({ action: await app.services.bulkActions.abort(principal, params.id) }),
    {
      tag: "Bulk actions",
      summary: "Stop or undo a bulk action",
      description: "While it waits it is undone without a trace; later it is stopped, and what was done stays.",
      params,
      query,
      body: emptyBodySchema,
      answer: bulkActionAnswer,
      errors: ["CONFLICT"],
    },
  ),
});
