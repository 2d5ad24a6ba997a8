import { z } from "zod";
import { bulkActionDetail } from "../../../../lib/api/answers/bulk-actions.ts";
import { methods, route } from "../../../../server/http/route.ts";

const params = z.object({ id: z.string().describe("The id of the bulk action.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.bulkActions.get(principal, params.id), {
    tag: "Bulk actions",
    summary: "One bulk action",
    params,
    query,
    answer: bulkActionDetail,
  }),
});
