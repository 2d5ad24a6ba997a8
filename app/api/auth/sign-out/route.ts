import { signOut } from "../../../../server/auth/session-routes.ts";
import { methods, openRoute } from "../../../../server/http/route.ts";
import { errorResponses } from "../../../../server/openapi/error-responses.ts";
import { describeRoute } from "../../../../server/openapi/operation.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: describeRoute(openRoute(signOut), {
    tags: ["Signing in"],
    summary: "End the session",
    security: [],
    responses: {
      204: { description: "Signed out, or nobody was signed in." },
      303: { description: "The answer to a form: to the page for signing in." },
      ...errorResponses(["BAD_REQUEST", "FORBIDDEN", "INTERNAL", "UNAVAILABLE"]),
    },
  }),
});
