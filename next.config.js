/** Headers of every answer. The Content-Security-Policy has a nonce a request, so the server adds it itself. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
];

/** @type {import("next").NextConfig} */
export default {
  agentRules: false,
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` types the whole repository, tests too; the build need not do a part of it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  // They load files and workers of their own at run time, which a bundle would lose.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@electric-sql/pglite-socket",
    "better-auth",
    "pg",
    "pg-boss",
    "pino",
  ],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};
