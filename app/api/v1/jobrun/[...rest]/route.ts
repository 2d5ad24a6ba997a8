import { cluedin } from "../../../../../server/dialects/cluedin.ts";
import { nothingHere } from "../../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nothingHere(cluedin);
