import type { z } from "zod";
import type { RouteOptions } from "../http/route.ts";
import { type FileAnswer, inputs, success } from "./answer.ts";
import type { Operation } from "./operation.ts";
import { anyOf, type SecurityScheme } from "./security.ts";
import type { Tag } from "./tags.ts";

/** How the reference presents another vendor's API. */
export interface DialectReference<ErrorBody = unknown> {
  tag: Tag;
  /** Where a program may put its token. */
  security: readonly SecurityScheme[];
  /** The body of any error. */
  error: z.ZodType<ErrorBody>;
}

/** What a route of another vendor's API does and answers. */
export interface DialectContract<Answer extends z.ZodType | FileAnswer = z.ZodType | FileAnswer> {
  summary: string;
  description?: string;
  answer: Answer;
  /** Whether it needs no token. */
  open?: boolean;
}

/** The contract as the OpenAPI document has it. */
export function dialectOperation(
  { tag, security, error }: DialectReference,
  { summary, description, answer, open = false }: DialectContract,
  options: RouteOptions<z.ZodType, z.ZodType, z.ZodType>,
): Operation {
  return {
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: open ? [] : anyOf(...security),
    ...inputs(options),
    responses: {
      ...success(answer, options.status),
      default: {
        description: "Any error, in the form of this API.",
        content: { "application/json": { schema: error } },
      },
    },
  };
}
