import { describe, expect, it } from "vitest";
import { selectorProblem } from "./document.ts";
import { extractLinks } from "./links.ts";

function page(body: string, contentType = "text/html") {
  return { finalUrl: "https://shop.example/list/1.html?a=1", contentType, body };
}

describe("extractLinks", () => {
  it("gives absolute web addresses, each once, in order, without fragments", () => {
    const links = extractLinks(
      page(`
        <a href="2.html#top">2</a> <a href="/list/2.html">2 again</a> <a href="#here">here</a>
        <a href="//cdn.example/x">cdn</a> <a href="mailto:a@b.example">mail</a> <a href="javascript:alert(1)">js</a>
        <a href="data:text/html,x">data</a> <a href="">empty</a> <a>none</a> <a href="http://[">broken</a>
        <a href=" https://other.example/ü ">other</a>`),
      "a[href]",
    );
    expect(links).toEqual([
      "https://shop.example/list/2.html",
      "https://shop.example/list/1.html?a=1",
      "https://cdn.example/x",
      "https://other.example/%C3%BC",
    ]);
  });

  it("finds the link inside what was selected", () => {
    expect(extractLinks(page('<li class="next"><a href="2.html">next</a></li>'), ".next")).toEqual([
      "https://shop.example/list/2.html",
    ]);
  });

  it("reads site maps and obeys a base", () => {
    const map = page("<urlset><url><loc> https://a.example/1 </loc></url></urlset>", "application/xml");
    expect(extractLinks(map, "loc")).toEqual(["https://a.example/1"]);
    expect(extractLinks(page('<base href="/b/"><a href="x">x</a>'), "a")).toEqual(["https://shop.example/b/x"]);
  });

  it("finds none where there can be none, and stops at ten thousand", () => {
    expect(extractLinks(page('{"a": "<a href=x>"}', "application/json"), "a")).toEqual([]);
    const many = Array.from({ length: 10_050 }, (_, place) => `<a href="${place}">`).join("</a>");
    expect(extractLinks(page(many), "a")).toHaveLength(10_000);
  });

  it("refuses a selector that is not one", () => {
    expect(() => extractLinks(page("<a>"), "a[")).toThrow('the selector "a[" is not valid: ');
  });
});

describe("selectorProblem", () => {
  it.each(["a[href]", "li.book > a:first-child", "td:nth-child(2n+1)", "p:contains('x')", ":scope > a", "loc"])(
    "none: %s",
    (selector) => expect(selectorProblem(selector)).toBeNull(),
  );
  it.each([
    ["", "the selector is empty"],
    ["<p>", 'the selector "<p>" is HTML, not a selector'],
    ["a[", 'the selector "a[" is not valid: Expected name, found '],
    [":nope", 'the selector ":nope" is not valid: Unknown pseudo-class :nope'],
  ])("%s: %s", (selector, problem) => expect(selectorProblem(selector)).toBe(problem));
});
