import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactInSteps, redactSecrets, restoreRedacted } from "./redact.ts";

const redacted = (value: unknown) => JSON.parse(redactSecrets(JSON.stringify(value)));
const HEX = "0123456789abcdef0123456789abcdef";
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";

/** JSON with secrets and placeholders among its keys and values. */
const name = fc.constantFrom("password", "apiKey", "name", "value", "urls", "a b", "header", "[redacted text]");
const word = fc.constantFrom(
  ...["", "plain", `Bearer ${JWT}`, "https://ada:lovelace@example.test/x", "[redacted password]", "[redacted text 2]"],
  ...[`x ${HEX} y`, "token=abcdef1234", 'quo"te', "C:\\dir\\", "Authorization", "\u202eabc\u0000"],
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    ...[word, fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)],
    ...[
      fc.array(tie("json"), { maxLength: 4 }),
      fc.dictionary(fc.oneof(name, fc.string()), tie("json"), { maxKeys: 4 }),
    ],
  ),
}));

describe("taking secrets out", () => {
  it("goes by the names that they stand under", () => {
    const value = {
      password: "hunter2",
      "X-Api-Key": "abc",
      client_secret: "s",
      accessToken: 12345,
      Cookie: "sid=1",
      auth: { user: "ada", keys: ["a", "b"] },
      headers: [{ name: "Authorization", value: "xyz" }],
      tokensExpected: 12,
      name: "books",
    };
    expect(redacted(value)).toEqual({
      password: "[redacted password]",
      "X-Api-Key": "[redacted X-Api-Key]",
      client_secret: "[redacted client_secret]",
      accessToken: "[redacted accessToken]",
      Cookie: "[redacted Cookie]",
      auth: { user: "[redacted auth]", keys: ["[redacted auth 2]", "[redacted auth 3]"] },
      headers: [{ name: "Authorization", value: "[redacted Authorization]" }],
      tokensExpected: 12,
      name: "books",
    });
  });

  it("leaves what is no secret: that there is none, or that one is used", () => {
    const value = { password: null, apiKey: "", usePassword: true };
    expect(redacted(value)).toEqual(value);
  });

  it.each([
    [`Bearer ${JWT}`, "Bearer [redacted bearer-token]"],
    ["basic dXNlcjpwYXNzd29yZA==", "basic [redacted basic-login]"],
    ["https://ada:p@ss@example.test/page", "https://[redacted login]@example.test/page"],
    [
      "see https://example.test/a?page=2&api_key=abc&x=1",
      "see https://example.test/a?page=2&api_key=[redacted parameter]&x=1",
    ],
    [`at ${JWT}.`, "at [redacted jwt]"],
    [`key ${HEX}`, "key [redacted hex-key]"],
    ["AKIAIOSFODNN7EXAMPLE", "[redacted key]"],
    ["ghp_0123456789abcdefghij", "[redacted key]"],
    [`wf_0123456789abcdef_${"0123456789".repeat(4)}`, "[redacted key]"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE-x\n-----END RSA PRIVATE KEY-----", "[redacted private-key]"],
    ["Server=db;Password=hunter2;Port=1", "Server=db;Password=[redacted parameter];Port=1"],
    ["X-Auth-Token: abc123", "X-Auth-Token: [redacted header]"],
  ])("knows them by their looks: %s", (text, shown) => {
    expect(redacted({ note: text })).toEqual({ note: shown });
  });

  it.each([
    "https://example.test:8080/page?page=2",
    "ada@example.test",
    "basic authentication failed",
    "1e0a2d3c-1111-4222-8333-444455556666",
    "12345678901234567890123456789012345678",
    "the token was refused",
    "a[href^='/item/'] .price",
  ])("leaves alone: %s", (text) => {
    expect(redacted({ note: text })).toEqual({ note: text });
  });

  it("keeps big numbers and spaces as they are written", () => {
    const text = '{ "id": 12345678901234567890, "price": 1.10,\n "password": 99999999999999999999 }';
    expect(redactSecrets(text)).toBe(
      '{ "id": 12345678901234567890, "price": 1.10,\n "password": "[redacted password]" }',
    );
  });

  it("sees through escapes", () => {
    expect(redactSecrets('{"pass\\u0077ord":"x","u":"https:\\/\\/ada:pw\\u0040example.test"}')).toBe(
      '{"pass\\u0077ord":"[redacted password]","u":"[redacted value]"}',
    );
  });

  it("takes out what is left of a secret where the text was cut", () => {
    const whole = JSON.stringify({ a: 1, password: "hunter2", list: [{ token: "abc" }], u: `Bearer ${JWT}` });
    for (let cut = 0; cut <= whole.length; cut++) {
      const shown = redactSecrets(whole.slice(0, cut));
      expect(shown).not.toMatch(/hunt|abc"|eyJhbGciOiJIU/);
    }
  });

  it("works on what is no JSON as well as it can", () => {
    expect(redactSecrets('{broken "password": "hunter2", x')).not.toContain("hunter2");
    expect(redactSecrets("password=hunter2 https://ada:pw@example.test")).not.toMatch(/hunter2|ada:pw/);
  });

  it("never throws, keeps JSON what it is, and touches no number that is not secret", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value, null, 1);
        const shown = redactSecrets(text);
        expect(() => JSON.parse(shown)).not.toThrow();
        expect(shown).not.toMatch(/lovelace|dozjgNryP4|abcdef1234|0123456789abcdef/);
        expect(Array.isArray(JSON.parse(shown))).toBe(Array.isArray(value));
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string(), (text) => typeof redactSecrets(text) === "string"));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\ a1') }),
        (text) => typeof redactSecrets(text) === "string",
      ),
    );
  });

  it("takes breath on long texts, and comes to the same", () => {
    const text = JSON.stringify(
      Array.from({ length: 40_000 }, (_, id) => ({ id, password: `p${id}`, url: "https://x.test/" })),
    );
    let pauses = 0;
    const steps = redactInSteps(text);
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    expect(pauses).toBeGreaterThan(10);
    expect(step.value).toBe(redactSecrets(text));
    expect(step.value).not.toMatch(/"p\d/);
  });

  it("is not led astray by depth, length or many beginnings", () => {
    for (const text of [
      "[".repeat(1e6),
      '{"a":'.repeat(1e5),
      `"${"\\".repeat(1e6)}"`,
      `"${"x://".repeat(1e5)}"`,
      "-".repeat(1e6),
    ]) {
      expect(redactSecrets(text).length).toBeGreaterThan(0);
    }
  });
});

describe("putting secrets back", () => {
  it("gives back what was not edited, whatever it was", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value);
        expect(restoreRedacted(redactSecrets(text), text)).toEqual({ text, unknown: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it("knows a place below a key that was itself taken out", () => {
    const text = `{"${JWT}":{"password":"a"},"[redacted text]":{"b":"[redacted password]"}}`;
    expect(redactSecrets(text)).not.toContain(JWT);
    expect(restoreRedacted(redactSecrets(text), text)).toEqual({ text, unknown: [] });
  });

  it("keeps edits, also when the text was written anew and lists were reordered", () => {
    const original =
      '{"big":12345678901234567890,"password":99999999999999999999,"list":[{"token":"a"},{"token":"b\\/"}]}';
    const edited = JSON.parse(redactSecrets(original).replace("12345678901234567890", "1"));
    edited.list.reverse();
    edited.more = "x";
    const { text, unknown } = restoreRedacted(JSON.stringify(edited, null, 2), original);
    expect(unknown).toEqual([]);
    expect(text).toContain("99999999999999999999");
    expect(JSON.parse(text)).toMatchObject({ big: 1, list: [{ token: "b/" }, { token: "a" }], more: "x" });
  });

  it("takes new values for secrets", () => {
    const original = '{"password":"old"}';
    expect(restoreRedacted('{"password":"new"}', original)).toEqual({ text: '{"password":"new"}', unknown: [] });
  });

  it("does not send a secret somewhere else, nor a placeholder as a value", () => {
    const original = '{"password":"hunter2","url":"https://ada:pw@example.test/"}';
    for (const edited of [
      '{"note":"[redacted password]"}',
      '{"url":"https://[redacted login]@evil.test/"}',
      '{"url":"https://example.test/?p=[redacted password]"}',
      '{"password":"[redacted password 7]"}',
    ]) {
      const { text, unknown } = restoreRedacted(edited, original);
      expect(unknown).toHaveLength(1);
      expect(text).not.toMatch(/hunter2|ada:pw/);
    }
  });
});
