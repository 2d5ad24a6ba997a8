import { z } from "zod";
import { methods, route } from "../../../../server/http/route.ts";

const params = z.object({ id: z.string() });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.bulkActions.get(principal, params.id), { params, query }),
});
