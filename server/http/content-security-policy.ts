import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

const HEADER = "content-security-policy";

/**
 * Gives a page its Content-Security-Policy with a nonce of its own. Next reads the nonce from the request's header and
 * puts it on every script that it writes, so that a script in a job's name or log line is never run.
 */
export function setContentSecurityPolicy(
  request: IncomingMessage,
  response: ServerResponse,
  development: boolean,
): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'self'",
    // React's development build shows server stacks by eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // Charts and virtual lists place things by style attributes, which take no nonce.
    "style-src 'self' 'unsafe-inline'",
    // A picture that a result names is shown when an operator asks for it; nothing else makes an <img>.
    "img-src 'self' data: blob: https: http:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  request.headers[HEADER] = policy;
  response.setHeader(HEADER, policy);
}
