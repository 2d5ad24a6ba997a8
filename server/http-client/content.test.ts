import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBody, isReadableType, parseContentType } from "./content.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");

describe("parseContentType", () => {
  it("takes type and charset in lower case", () => {
    expect(parseContentType('Text/HTML; Charset="ISO-8859-1"')).toEqual({ type: "text/html", charset: "iso-8859-1" });
    expect(parseContentType("text/plain; boundary=x ; charset=utf-8")).toEqual({
      type: "text/plain",
      charset: "utf-8",
    });
    expect(parseContentType("application/json")).toEqual({ type: "application/json", charset: null });
  });

  it.each([undefined, "", "html", "text/", "text/html, text/plain", "<script>/x"])("cannot read %o", (header) => {
    expect(parseContentType(header)).toBeNull();
  });
});

describe("isReadableType", () => {
  it.each([
    "text/html",
    "text/csv",
    "application/xhtml+xml",
    "application/xml",
    "application/rss+xml",
    "application/json",
    "application/ld+json",
  ])("reads %s", (type) => expect(isReadableType(type)).toBe(true));
  it.each([
    "image/png",
    "image/svg+xml",
    "application/pdf",
    "application/octet-stream",
    "video/mp4",
    "application/jsonp",
  ])("does not read %s", (type) => expect(isReadableType(type)).toBe(false));
});

describe("decodeBody", () => {
  it("follows the header", () => expect(decodeBody(latin1("caf\xe9"), "iso-8859-1")).toBe("café"));
  it("follows a meta element", () =>
    expect(decodeBody(latin1('<html><meta charset="windows-1252"><p>caf\xe9'), null)).toContain("café"));
  it("follows an http-equiv meta element", () =>
    expect(
      decodeBody(latin1('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">\xa4'), null),
    ).toContain("€"));
  it("follows an XML declaration", () =>
    expect(decodeBody(latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>'), null)).toContain("é"));
  it("believes a byte order mark most, and takes it away", () =>
    expect(decodeBody(Buffer.from("\ufeffnaïve", "utf8"), "iso-8859-1")).toBe("naïve"));
  it("reads UTF-16 with a mark", () => expect(decodeBody(Buffer.from("\ufeffabc", "utf16le"), null)).toBe("abc"));
  it("passes over a charset that does not exist", () =>
    expect(decodeBody(Buffer.from('<meta charset="klingon">é'), "x-none")).toContain("é"));
  it("replaces what it cannot decode", () => expect(decodeBody(latin1("a\xffb"), null)).toBe("a\ufffdb"));

  it("gives back any UTF-8 text, and never throws whatever the bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const wellFormed = text.toWellFormed().replace(/^\ufeff/, "");
        expect(decodeBody(Buffer.from(wellFormed), "utf-8")).toBe(wellFormed);
      }),
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof decodeBody(bytes, null) === "string"));
  });
});
