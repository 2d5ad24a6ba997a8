import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins/magic-link";
import type { Pool } from "pg";
import type { Logger } from "pino";
import { CLIENT_ADDRESS_HEADER } from "../http/gateway.ts";

export const LINK_LIFETIME_SECONDS = 3600;

export interface BetterAuthSettings {
  pool: Pool;
  secret: string;
  /** The origin of the console; only its scheme matters, for secure cookies. */
  origin: string;
  log: Logger;
}

/** better-auth over our tables. Its own routes are not served: `Authentication` is the only one that calls it. */
export function createBetterAuth({ pool, secret, origin, log }: BetterAuthSettings) {
  return betterAuth({
    appName: "Watchfloor",
    baseURL: origin,
    secret,
    database: pool,
    telemetry: { enabled: false },
    session: { expiresIn: 7 * 86_400, updateAge: 86_400 },
    rateLimit: { enabled: true, window: 60, max: 100 },
    advanced: {
      cookiePrefix: "watchfloor",
      useSecureCookies: origin.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    logger: { log: (level, message) => log[level]({ part: "auth" }, message) },
    plugins: [
      magicLink({
        expiresIn: LINK_LIFETIME_SECONDS,
        storeToken: "hashed",
        rateLimit: { window: 60, max: 20 },
        sendMagicLink: ({ token, metadata }) => {
          const deliver: unknown = metadata?.deliver;
          if (typeof deliver === "function") deliver(token);
        },
      }),
    ],
  });
}
