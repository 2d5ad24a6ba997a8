import type { Config } from "../config.ts";

/** Where a browser finds the console: PUBLIC_URL, else this machine under the name that it listens on. */
export function consoleOrigin(config: Config, port: number): string {
  if (config.publicUrl !== undefined) return config.publicUrl;
  const { host } = config;
  if (["127.0.0.1", "::1", "0.0.0.0", "::"].includes(host)) return `http://localhost:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
