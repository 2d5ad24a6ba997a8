import { z } from "zod";
import { methods, route } from "../../../../server/http/route.ts";

const params = z.object({ id: z.string() });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(({ app, principal, params }) => app.services.tokens.revoke(principal, params.id), { params, query }),
});
