import { z } from "zod";
import type { Application } from "../app.ts";
import { AppError } from "../errors.ts";
import { parseInput, readJson, readText } from "../http/input.ts";
import type { SessionChange } from "./authentication.ts";

export const signInSchema = z.strictObject({ token: z.string().min(1).max(200) });

/**
 * `POST /api/auth/sign-in` with the token of a sign-in link, as a form (answered by a redirect, so that the page works
 * without scripts) or as JSON (answered 204). A POST, because mail readers and chats fetch the links that they show.
 */
export async function signIn(request: Request, app: Application): Promise<Response> {
  const form = isForm(request);
  const input = form ? Object.fromEntries(new URLSearchParams(await readText(request))) : await readJson(request);
  const { token } = parseInput(signInSchema, input, "body");
  const change = await app.auth.signIn(token, request.headers);
  if (form) return redirect(change.outcome === "done" ? "/" : `/sign-in?error=${change.outcome}`, change);
  if (change.outcome === "too-many") throw new AppError("RATE_LIMITED", "Too many attempts. Try again in a minute.");
  if (change.outcome === "invalid") {
    throw new AppError(
      "UNAUTHENTICATED",
      "This link was used already or is too old. Print a new one: npm run sign-in-link",
    );
  }
  return withCookies(new Response(null, { status: 204 }), change);
}

/** `POST /api/auth/sign-out`, as a form (answered by a redirect) or anything else (answered 204). */
export async function signOut(request: Request, app: Application): Promise<Response> {
  const change = await app.auth.signOut(request.headers);
  if (isForm(request)) return redirect("/sign-in", change);
  return withCookies(new Response(null, { status: 204 }), change);
}

function isForm(request: Request): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get("content-type") ?? "");
}

function redirect(location: string, change: SessionChange): Response {
  return withCookies(new Response(null, { status: 303, headers: { location } }), change);
}

function withCookies(response: Response, change: SessionChange): Response {
  for (const cookie of change.cookies) response.headers.append("set-cookie", cookie);
  return response;
}
