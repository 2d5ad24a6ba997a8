import { signIn, signInSchema } from "../../../../server/auth/session-routes.ts";
import { methods, openRoute } from "../../../../server/http/route.ts";
import { errorResponses } from "../../../../server/openapi/error-responses.ts";
import { describeRoute } from "../../../../server/openapi/operation.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: describeRoute(openRoute(signIn), {
    tags: ["Signing in"],
    summary: "Begin a session with the token of a sign-in link",
    description: "The token works once, and for an hour.",
    security: [],
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: signInSchema },
        "application/x-www-form-urlencoded": { schema: signInSchema },
      },
    },
    responses: {
      204: { description: "The answer to JSON: signed in, with the session's cookie." },
      303: { description: "The answer to a form: to the console, or back to the page with what was wrong." },
      ...errorResponses([
        "BAD_REQUEST",
        "UNAUTHENTICATED",
        "FORBIDDEN",
        "TOO_LARGE",
        "UNSUPPORTED_MEDIA_TYPE",
        "RATE_LIMITED",
        "INTERNAL",
        "UNAVAILABLE",
      ]),
    },
  }),
});
