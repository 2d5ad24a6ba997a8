import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { getApp } from "../../server/app.ts";
import type { Principal } from "../../server/auth/principal.ts";

const authenticate = cache(async () => getApp().auth.authenticate(await headers()));

/** Who looks at the page. Nobody is sent to the sign-in page, to come back to `path` from there. */
export async function signedIn(path = "/"): Promise<Principal> {
  const principal = await authenticate();
  if (principal !== null) return principal;
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}
