import { z } from "zod";
import { bulkPreview } from "../../../../lib/api/answers/bulk-actions.ts";
import { bulkPreviewBodySchema } from "../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(({ app, principal, body }) => app.services.bulkActions.preview(principal, body), {
    tag: "Bulk actions",
    summary: "What a bulk action would do",
    query,
    body: bulkPreviewBodySchema,
    answer: bulkPreview,
  }),
});
