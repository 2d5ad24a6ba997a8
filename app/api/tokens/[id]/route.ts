import { z } from "zod";
import { methods, route } from "../../../../server/http/route.ts";
import { noContent } from "../../../../server/openapi/answer.ts";

const params = z.object({ id: z.string().describe("The id of the token.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(({ app, principal, params }) => app.services.tokens.revoke(principal, params.id), {
    tag: "API tokens",
    summary: "End a token's use; it stays in the list",
    description: "Only for people who are signed in, not for tokens.",
    params,
    query,
    answer: noContent,
  }),
});
