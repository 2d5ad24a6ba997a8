import { z } from "zod";
import { ERROR_CODES, type ErrorBody } from "../types.ts";
import { answerOf } from "./answer-of.ts";
import { text } from "./values.ts";

export const errorBody = answerOf<ErrorBody>()(
  "Error",
  "The body of every answer that is not a success.",
  z.object({
    error: z.object({
      code: z.enum(ERROR_CODES).describe("What kind of error it is; each has one HTTP status."),
      message: text.describe("What happened and what to do, for people."),
      requestId: text.describe("Finds the matching line in the server's log; also in the header `x-request-id`."),
      field: text.exactOptional().describe("The part of the input that is to blame, as a path: `fields.0.selector`."),
    }),
  }),
);
