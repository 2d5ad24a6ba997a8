import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorFingerprint } from "./fingerprint.ts";

describe("errorFingerprint", () => {
  it.each([
    // Addresses, hosts, paths.
    ["404 Not Found at https://example.com/items?page=3", "404 Not Found at <url>"],
    ["no answer (see https://a.example/x?y=1).", "no answer (see <url>)."],
    ["404 at /item/123", "404 at <path>"],
    ["ENOENT: cannot open /var/data/x-123/ab.csv", "ENOENT: cannot open <path>"],
    ["robots.txt forbids /3f0a1/*, and/or n/a", "robots.txt forbids <path>, and/or n/a"],
    ["no address is known for books.shop.example.com", "no address is known for <host>"],
    ["shop-3.example.org:8443 refused the connection", "<host> refused the connection"],
    ["localhost:3999 refused the connection", "<host> refused the connection"],
    ["connect ECONNREFUSED 10.0.0.12:5432", "connect ECONNREFUSED <n>"],
    ["connect ECONNREFUSED fe80::1%eth0", "connect ECONNREFUSED <n>"],
    ["bob.smith+x@mail.example.co.uk is unknown", "<id> is unknown"],
    // Quoted text.
    ['"price" is missing on page 12', "<text> is missing on page <n>"],
    ["it's over: don't retry 'the item'", "it's over: don't retry <text>"],
    ['expected "a\\"b", got „c“, «d» or ‘e’', "expected <text>, got <text>"],
    // Ids.
    ["request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed", "request <id> failed"],
    ["commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "commit <id>"],
    ["internal error aadcedcb, facade added", "internal error <id>, facade added"],
    ["req_9f3ab2c1d4 lost, trace 01HZX3K9QWERTY12345ABCDE", "req_<id> lost, trace <id>"],
    // Numbers and times.
    ["timed out after 1,500 ms", "timed out after <n> ms"],
    ["took 1m30s of 45s", "took <time> of <time>"],
    ["value -5 is below 1.5e-7", "value <n> is below <n>"],
    ["at 0x7ffee at 12:30:11.250", "at <id> at <n>"],
    ["due 2026-11-20T14:02:11.250Z, not Fri, 20 Nov 2026 14:02:11 GMT", "due <time>, not <time>"],
    ["rows 3, 5 and 9 are invalid", "rows <n> are invalid"],
    ["  two\n lines ", "two lines"],
    // What tells kinds of failure apart stays.
    ["HTTP/1.1 503 from upstream, status code 500, body 1234", "HTTP/1.1 503 from upstream, status code 500, body <n>"],
    ["exited with code 137", "exited with code 137"],
    ["got 500 rows", "got <n> rows"],
    ["java.io.IOException at com.foo.Bar.baz(Bar.java:42)", "java.io.IOException at com.foo.Bar.baz(Bar.java:<n>)"],
    ["std::bad_alloc and/or text/html, foo.bar is not", "std::bad_alloc and/or text/html, foo.bar is not"],
  ])("%s", (error, fingerprint) => {
    expect(errorFingerprint(error)).toBe(fingerprint);
  });

  it("is one for failures of one kind, whatever the page, time and limit", () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.nat(), fc.webUrl(), fc.nat(), (one, small, other, large) => {
        expect(errorFingerprint(`page ${small} of 9: 500 at ${one} in ${small} ms`)).toBe(
          errorFingerprint(`page ${large} of 9: 500 at ${other} in ${large} ms`),
        );
      }),
    );
  });

  it("is of the text alone, never throws and never grows", () => {
    const hostile = fc.array(fc.constantFrom(...`aZ09.,:;/@-_'"\\<> \n%`, "0x", "http://", ".com", "status ", "🔥"));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          hostile.map((parts) => parts.join("")),
        ),
        (error) => {
          const fingerprint = errorFingerprint(error);
          expect(errorFingerprint(error)).toBe(fingerprint);
          expect(fingerprint?.length).toBeLessThanOrEqual(200);
          expect(fingerprint).not.toMatch(/\s{2}|\n/);
        },
      ),
    );
  });

  it("tells different failures apart, is null without one, and is never long", () => {
    expect(errorFingerprint("timed out after 5 ms")).not.toBe(errorFingerprint("refused after 5 ms"));
    expect(errorFingerprint(null)).toBeNull();
    expect(errorFingerprint("x".repeat(100_000))).toHaveLength(200);
  });
});
