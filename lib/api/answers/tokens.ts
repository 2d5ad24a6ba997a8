import { z } from "zod";
import { SCOPES } from "../scopes.ts";
import type { ApiToken, NewApiToken, Page } from "../types.ts";
import { answerOf } from "./answer-of.ts";
import { instant, pageOf, text } from "./values.ts";

const apiToken = answerOf<ApiToken>()(
  "ApiToken",
  "An API token as it may be shown.",
  z.object({
    id: text,
    name: text,
    prefix: text.describe("How it begins, which is no secret."),
    scopes: z.array(z.enum(SCOPES)),
    createdBy: text,
    createdAt: instant,
    expiresAt: instant.nullable().describe("Null for one that never expires."),
    lastUsedAt: instant.nullable().describe("To the minute."),
    revokedAt: instant.nullable(),
    revokedBy: text.nullable(),
  }),
);

export const apiTokenPage = answerOf<Page<ApiToken>>()(
  "ApiTokenPage",
  "API tokens: those that can be used, then those that expired or were revoked, each the newest first.",
  pageOf(apiToken),
);

export const newApiToken = answerOf<NewApiToken>()(
  "NewApiToken",
  "A token that was made.",
  z.object({ token: apiToken, secret: text.describe("The token itself, which nobody can be told again.") }),
);
