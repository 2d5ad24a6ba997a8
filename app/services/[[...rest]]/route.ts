import { aiConnect } from "../../../server/dialects/ai-connect.ts";
import { nothingHere } from "../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nothingHere(aiConnect);
