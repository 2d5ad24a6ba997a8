import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** `wf_`, the token's id, which is no secret, and 160 random bits. Whoever finds one can tell what it is for. */
const TOKEN = /^wf_([0-9a-f]{16})_[0-9a-f]{40}$/;

/** Makes a new API token. Only `hash` is to be kept. */
export function makeApiToken(): { id: string; token: string; hash: string } {
  const id = randomBytes(8).toString("hex");
  const token = `${tokenPrefix(id)}_${randomBytes(20).toString("hex")}`;
  return { id, token, hash: hashOf(token) };
}

/** The beginning of the token of this id, which may be shown. */
export function tokenPrefix(id: string): string {
  return `wf_${id}`;
}

/** The id in an API token; undefined for a text that is none. */
export function idOfToken(token: string): string | undefined {
  return TOKEN.exec(token)?.[1];
}

/** What is kept of a token. One round of SHA-256 is enough: 160 random bits cannot be guessed, however fast. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Whether a token is the one of this hash, in a time that does not tell how much of it is. */
export function isTokenOf(token: string, hash: string): boolean {
  const given = Buffer.from(hashOf(token), "hex");
  const kept = Buffer.from(hash, "hex");
  return given.length === kept.length && timingSafeEqual(given, kept);
}
