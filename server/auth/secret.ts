import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** `secret` signs session cookies, `encryption-key` encrypts the keys of sources. */
type SecretFile = "secret" | "encryption-key";

/** The secret in a file of `dataDir`; made at the first start, for its owner's eyes only. */
export function readOrMakeSecret(dataDir: string, file: SecretFile = "secret"): string {
  const path = join(dataDir, file);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${randomBytes(32).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(path, "utf8").trim();
}
