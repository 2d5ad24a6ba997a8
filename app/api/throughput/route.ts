import { z } from "zod";
import { limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({ minutes: limitParam(60, 1440) });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query }) => app.services.overview.throughput(principal, query.minutes), { query }),
});
