import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** Signs what a link says, so that nobody can say anything else by it. */
export interface LinkSigner {
  /** The signature of these parts in this order, as it stands in a link. */
  sign(parts: readonly string[]): string;
  /** Whether a signature is that of these parts, told in the same time for all that are not. */
  isSigned(parts: readonly string[], signature: string): boolean;
}

export function createLinkSigner(secret: string): LinkSigner {
  // A key of its own: what signs sessions signs no links.
  const key = Buffer.from(hkdfSync("sha256", secret, "", "watchfloor links", 32));
  const sign = (parts: readonly string[]) =>
    createHmac("sha256", key).update(JSON.stringify(parts)).digest("base64url");
  return {
    sign,
    isSigned(parts, signature) {
      const [given, expected] = [Buffer.from(signature), Buffer.from(sign(parts))];
      return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
    },
  };
}
