import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Instant } from "../../lib/jobs/model.ts";
import { BackendError } from "./backend-error.ts";

/** What is stored: the version, when it was sealed (6 bytes of milliseconds), the nonce, the tag, the ciphertext. */
const VERSION = 1;
const TIME_AT = 1;
const NONCE_AT = 7;
const TAG_AT = 19;
const TEXT_AT = 35;
const WHOLE_TAG = { authTagLength: TEXT_AT - TAG_AT };

/** Encrypts the keys of sources (AES-256-GCM), each for its own source: moved to another one, it cannot be opened. */
export class SourceSecrets {
  readonly #key: Buffer;

  /** @param secret `WATCHFLOOR_ENCRYPTION_KEY`, or what was made in its stead */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "watchfloor keys of sources", 32));
  }

  /** The key of a source as it may be stored. */
  seal(source: string, key: string): Buffer {
    const head = Buffer.alloc(NONCE_AT);
    head.writeUInt8(VERSION);
    head.writeUIntBE(Date.now(), TIME_AT, 6);
    const nonce = randomBytes(TAG_AT - NONCE_AT);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce, WHOLE_TAG);
    cipher.setAAD(Buffer.concat([head, Buffer.from(source)]));
    const text = Buffer.concat([cipher.update(key, "utf8"), cipher.final()]);
    return Buffer.concat([head, nonce, cipher.getAuthTag(), text]);
  }

  /** The key of a source. @throws BackendError `unauthenticated`, saying what to do, when it was sealed with another secret */
  open(source: string, sealed: Buffer): string {
    try {
      if (sealed.readUInt8() !== VERSION) throw new Error(`the version is ${sealed.readUInt8()}`);
      const decipher = createDecipheriv("aes-256-gcm", this.#key, sealed.subarray(NONCE_AT, TAG_AT), WHOLE_TAG);
      decipher.setAAD(Buffer.concat([sealed.subarray(0, NONCE_AT), Buffer.from(source)]));
      decipher.setAuthTag(sealed.subarray(TAG_AT, TEXT_AT));
      return Buffer.concat([decipher.update(sealed.subarray(TEXT_AT)), decipher.final()]).toString("utf8");
    } catch (cause) {
      const message = "Its key was encrypted with another WATCHFLOOR_ENCRYPTION_KEY; enter it again.";
      throw new BackendError("unauthenticated", message, { cause });
    }
  }

  /** Whether the key can be opened here. */
  canOpen(source: string, sealed: Buffer): boolean {
    try {
      this.open(source, sealed);
      return true;
    } catch {
      return false;
    }
  }
}

/** When a stored key was set; null for what is none. */
export function sealedAt(sealed: Buffer): Instant | null {
  return sealed.length < TEXT_AT ? null : new Date(sealed.readUIntBE(TIME_AT, 6)).toISOString();
}
