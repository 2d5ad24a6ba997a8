import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getApp } from "../app.ts";
import type { Principal } from "./principal.ts";

/** The person who asks for this page; whoever has no session is sent to sign in. */
export async function requirePerson(): Promise<Principal> {
  const principal = await getApp().auth.authenticate(await headers());
  if (principal === null) redirect("/sign-in");
  return principal;
}
