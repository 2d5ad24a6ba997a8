import { AppError } from "../../../server/errors.ts";
import { everyMethod, openRoute } from "../../../server/http/route.ts";

const nothingHere = openRoute(async () => {
  throw new AppError("NOT_FOUND", "The API has nothing at this address.");
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = everyMethod(() => nothingHere);
