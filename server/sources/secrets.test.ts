import { describe, expect, it } from "vitest";
import { BackendError } from "./backend-error.ts";
import { SourceSecrets, sealedAt } from "./secrets.ts";

const secrets = new SourceSecrets("a secret of at least thirty-two characters");
const OTHER = "another WATCHFLOOR_ENCRYPTION_KEY; enter it again";

describe("the key of a source", () => {
  it.each(["k", "api-key-0123456789", "ключ ✓", "x".repeat(4000)])("comes back as it was: %s", (key) => {
    const sealed = secrets.seal("agenty", key);
    expect(secrets.open("agenty", sealed)).toBe(key);
    expect(secrets.canOpen("agenty", sealed)).toBe(true);
    if (key.length > 3) expect(sealed.includes(key)).toBe(false);
  });

  it("is never stored twice alike, and says when it was set", () => {
    const before = Date.now();
    const sealed = secrets.seal("agenty", "key");
    expect(secrets.seal("agenty", "key").equals(sealed)).toBe(false);
    const at = Date.parse(sealedAt(sealed) ?? "");
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
    expect(sealedAt(Buffer.alloc(3))).toBeNull();
  });

  it("cannot be opened with another secret, and says what to do", () => {
    const sealed = new SourceSecrets("another secret of thirty-two characters").seal("agenty", "key");
    expect(secrets.canOpen("agenty", sealed)).toBe(false);
    expect(() => secrets.open("agenty", sealed)).toThrow(OTHER);
    expect(() => secrets.open("agenty", sealed)).toThrow(BackendError);
  });

  it("cannot be moved to another source", () => {
    expect(() => secrets.open("cluedin", secrets.seal("agenty", "key"))).toThrow(OTHER);
  });

  it("cannot be changed, wherever", () => {
    const sealed = secrets.seal("agenty", "key");
    for (let place = 0; place < sealed.length; place++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
      expect(secrets.canOpen("agenty", changed), `byte ${place}`).toBe(false);
      expect(secrets.canOpen("agenty", sealed.subarray(0, place)), `cut at ${place}`).toBe(false);
    }
  });
});
