import { z } from "zod";
import { jobDetail } from "../../../../../lib/api/answers/job.ts";
import { methods, route } from "../../../../../server/http/route.ts";
import { jobParams } from "./inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.jobs.detail(principal, params), {
    tag: "Jobs",
    summary: "One job, with its attempts and commands",
    description:
      "`params` and `config` are JSON text with `[redacted …]` in place of secrets. What `capabilities` lacks is answered with 409.",
    params: jobParams,
    query,
    answer: jobDetail,
  }),
});
