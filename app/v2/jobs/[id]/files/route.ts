import type { AgentyFile, AgentyPage } from "../../../../../lib/dialects/agenty/types.ts";
import { filesSchema } from "../../../../../lib/dialects/agenty/wire.ts";
import { agenty, jobParams } from "../../../../../server/dialects/agenty.ts";
import { filesOf, linkTo } from "../../../../../server/dialects/agenty-files.ts";
import { dialectMethods, dialectRoute } from "../../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(
    agenty,
    async (call): Promise<AgentyPage<AgentyFile>> => {
      const { id } = call.params;
      const result = (await filesOf(call.app, call.principal, id)).map((file) => ({
        name: file.name,
        type: file.type,
        collection: file.type === "logs" ? null : file.collection,
        downloadlink: linkTo(call, id, file),
      }));
      return { total: result.length, limit: result.length, offset: 0, returned: result.length, result };
    },
    { params: jobParams, contract: { summary: "The files of a job, with links", answer: filesSchema } },
  ),
});
