import { sentimatrix } from "../../../../server/dialects/sentimatrix/dialect.ts";
import { nothingHere } from "../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nothingHere(sentimatrix);
