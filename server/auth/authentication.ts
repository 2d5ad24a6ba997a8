import type { IncomingMessage } from "node:http";
import type { Pool } from "pg";
import type { Logger } from "pino";
import { SCOPES } from "../../lib/api/scopes.ts";
import { CLIENT_ADDRESS_HEADER } from "../http/gateway.ts";
import { isOwnOrigin } from "../http/origin.ts";
import { bearerToken } from "../http/tokens.ts";
import { createBetterAuth, LINK_LIFETIME_SECONDS } from "./better-auth.ts";
import { DEFAULT_ORG, type Principal } from "./principal.ts";

/** What came of a sign-in or sign-out: the cookies to set, and whether it worked. */
export interface SessionChange {
  outcome: "done" | "invalid" | "too-many";
  cookies: string[];
}

export interface SignInLink {
  url: string;
  expiresAt: Date;
}

/** Who asks, for HTTP, pages and sockets alike. */
export interface Authentication {
  /** The principal of a request: by bearer token, else by session cookie; null for neither. */
  authenticate(headers: Headers): Promise<Principal | null>;
  /** The same, and the cookies that prolong a session when it is time. For answers that can set cookies. */
  authenticateAndRenew(headers: Headers): Promise<{ principal: Principal; cookies: string[] } | null>;
  /** The principal of a socket's handshake, if it may read; null also when a page of another site opens it. */
  authenticateUpgrade(request: IncomingMessage): Promise<Principal | null>;
  /** The principal of an API token, wherever it came from; null when it is none, has expired or was revoked. */
  authenticateToken(token: string): Promise<Principal | null>;
  /** Takes the token of a sign-in link, once, and begins a session. */
  signIn(token: string, headers: Headers): Promise<SessionChange>;
  signOut(headers: Headers): Promise<SessionChange>;
  /** Makes a link that signs the operator in once, within the hour. `origin` is where the console is. */
  createSignInLink(origin: string): Promise<SignInLink>;
  /** Whether anybody has ever signed in. */
  hasPeople(): Promise<boolean>;
}

export interface AuthenticationSettings {
  pool: Pool;
  secret: string;
  authenticateToken: Authentication["authenticateToken"];
  publicUrl: string | undefined;
  log: Logger;
}

/** The first operator. better-auth knows people by address; nothing is ever sent to this one. */
const OPERATOR = { email: "operator@watchfloor.localhost", name: "Operator" };

export function createAuthentication(settings: AuthenticationSettings): Authentication {
  const { pool, secret, authenticateToken, publicUrl, log } = settings;
  const origin = publicUrl ?? "http://localhost";
  const auth = createBetterAuth({ pool, secret, origin, log });

  async function readSession(headers: Headers, renew: boolean) {
    if (!headers.has("cookie")) return null;
    const result = await auth.api.getSession({ headers, query: { disableRefresh: !renew }, returnHeaders: true });
    if (result.response === null) return null;
    const { user } = result.response;
    const principal: Principal = { kind: "person", id: user.id, name: user.name, org: DEFAULT_ORG, scopes: SCOPES };
    return { principal, cookies: result.headers.getSetCookie() };
  }

  async function identify(headers: Headers, renew: boolean) {
    if (!headers.has("authorization")) return readSession(headers, renew);
    const given = bearerToken({ headers });
    const principal = given === null ? null : await authenticateToken(given);
    return principal === null ? null : { principal, cookies: [] };
  }

  // Through better-auth's handler rather than its direct calls: only the handler limits the rate.
  async function ask(method: "GET" | "POST", path: string, headers: Headers): Promise<SessionChange> {
    const forwarded = new Headers({ origin, "content-type": "application/json" });
    for (const name of ["cookie", "user-agent", CLIENT_ADDRESS_HEADER]) {
      const value = headers.get(name);
      if (value !== null) forwarded.set(name, value);
    }
    const body = method === "POST" ? "{}" : null;
    const answer = await auth.handler(new Request(`${origin}/api/auth${path}`, { method, headers: forwarded, body }));
    if (answer.status === 429) return { outcome: "too-many", cookies: [] };
    if (answer.status >= 500)
      throw new Error(`better-auth answered ${answer.status} to ${method} ${path.split("?")[0]}.`);
    return { outcome: answer.ok ? "done" : "invalid", cookies: answer.headers.getSetCookie() };
  }

  return {
    async authenticate(headers) {
      return (await identify(headers, false))?.principal ?? null;
    },
    authenticateAndRenew: (headers) => identify(headers, true),
    async authenticateUpgrade(request) {
      const headers = new Headers();
      for (const name of ["host", "origin", "cookie", "authorization"] as const) {
        const value = request.headers[name];
        if (value !== undefined) headers.set(name, value);
      }
      if (!isOwnOrigin(headers, publicUrl, false)) return null;
      const principal = (await identify(headers, false))?.principal;
      return principal?.scopes.includes("services:read") ? principal : null;
    },
    authenticateToken,
    signIn: (linkToken, headers) =>
      ask("GET", `/magic-link/verify?${new URLSearchParams({ token: linkToken })}`, headers),
    signOut: (headers) => ask("POST", "/sign-out", headers),
    async createSignInLink(consoleOrigin) {
      const delivered = Promise.withResolvers<string>();
      const metadata = { deliver: delivered.resolve };
      await auth.api.signInMagicLink({ body: { ...OPERATOR, metadata }, headers: new Headers() });
      const url = new URL("/sign-in", consoleOrigin);
      url.searchParams.set("token", await delivered.promise);
      return { url: url.href, expiresAt: new Date(Date.now() + LINK_LIFETIME_SECONDS * 1000) };
    },
    async hasPeople() {
      const { rowCount } = await pool.query(`select 1 from "user" limit 1`);
      return rowCount !== 0;
    },
  };
}
