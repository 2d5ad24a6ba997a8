import { z } from "zod";
import { methods, route } from "../../../server/http/route.ts";
import type { OpenApiDocument } from "../../../server/openapi/document.ts";
import { openApiDocument } from "./document.ts";

const openApi = z.custom<OpenApiDocument>().meta({ description: "An OpenAPI document.", override: { type: "object" } });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(() => openApiDocument(), {
    tag: "Reference",
    summary: "This description of the API, as OpenAPI 3.1",
    query: z.strictObject({}),
    answer: openApi,
  }),
});
