import { agenty } from "../../../server/dialects/agenty.ts";
import { AppError } from "../../../server/errors.ts";
import { openDialectRoute } from "../../../server/http/dialect-route.ts";

const nothingHere = openDialectRoute(agenty, async () => {
  throw new AppError("NOT_FOUND", "The API has nothing at this address.");
});

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as HEAD,
  nothingHere as OPTIONS,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
