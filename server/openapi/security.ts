import type { oas31 } from "zod-openapi";

/** The ways in which a caller can show who they are. */
export const SECURITY_SCHEMES = {
  token: {
    type: "http",
    scheme: "bearer",
    description: "An API token: `Authorization: Bearer …`.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "watchfloor.session_token",
    description:
      "The session of a browser that came in by a sign-in link. Over HTTPS its name begins with `__Secure-`.",
  },
  agentyQuery: {
    type: "apiKey",
    in: "query",
    name: "apikey",
    description: "An API token as Agenty's programs send their key, in the address.",
  },
  agentyHeader: {
    type: "apiKey",
    in: "header",
    name: "X-Agenty-ApiKey",
    description: "An API token as Agenty's programs send their key, in a header.",
  },
} as const satisfies Record<string, oas31.SecuritySchemeObject>;

export type SecurityScheme = keyof typeof SECURITY_SCHEMES;

/** Any one of these suffices. */
export function anyOf(...schemes: readonly SecurityScheme[]): oas31.SecurityRequirementObject[] {
  return schemes.map((scheme) => ({ [scheme]: [] }));
}
