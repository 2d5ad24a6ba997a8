import { AppError } from "../../../server/errors.ts";
import { openRoute } from "../../../server/http/route.ts";

const nothingHere = openRoute(async () => {
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
