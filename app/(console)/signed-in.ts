import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { getApp } from "../../server/app.ts";
import type { Principal } from "../../server/auth/principal.ts";

/** Who looks at the page; null for nobody. Asked once a request. */
export const whoLooks = cache(async (): Promise<Principal | null> => getApp().auth.authenticate(await headers()));

/** Who looks at the page at `path`. Nobody is sent to the sign-in page, to come back from there. */
export async function signedIn(path = "/"): Promise<Principal> {
  const principal = await whoLooks();
  if (principal !== null) return principal;
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}
