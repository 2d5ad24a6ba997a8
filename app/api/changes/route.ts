import { z } from "zod";
import { countParam, limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({ since: countParam(0), limit: limitParam(200, 1000) });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query }) => app.services.overview.changes(principal, query), { query }),
});
