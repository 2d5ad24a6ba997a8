import { signIn } from "../../../../server/auth/session-routes.ts";
import { methods, openRoute } from "../../../../server/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: openRoute(signIn) });
