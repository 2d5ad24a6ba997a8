import { messageSchema } from "../../../../../../lib/dialects/sentimatrix/wire.ts";
import { sentimatrix } from "../../../../../../server/dialects/sentimatrix/dialect.ts";
import { askForUpgrade } from "../../../../../../server/dialects/sentimatrix/jobs.ts";
import { jobParams } from "../../../../../../server/dialects/sentimatrix/queries.ts";
import { dialectMethods, dialectRoute } from "../../../../../../server/http/dialect-route.ts";
import { writtenAnswer } from "../../../../../../server/openapi/answer.ts";

// Upgrades never come here: the server around Next answers them.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(sentimatrix, {
  GET: dialectRoute(sentimatrix, askForUpgrade, {
    params: jobParams,
    contract: {
      summary: "Messages of a job as it gets on, over a WebSocket",
      description: "Connect with a WebSocket, with the token as `?token=`. Without an upgrade it answers 426.",
      answer: writtenAnswer(messageSchema.describe("One message; each is JSON text of its own.")),
    },
  }),
});
