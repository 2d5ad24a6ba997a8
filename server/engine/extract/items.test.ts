import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AgentDefinitionInput, agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import type { PageText } from "./document.ts";
import { type Extraction, extractItems } from "./items.ts";

type Rules = Pick<AgentDefinitionInput, "fields" | "itemSelector" | "maxResultsPerTarget">;

function rules(partial: Rules) {
  return agentDefinitionSchema.parse({ type: "scraping", name: "t", urls: ["/"], ...partial });
}

function html(body: string, contentType = "text/html"): PageText {
  return { finalUrl: "https://shop.example/list/1.html", contentType, body };
}

function items(extraction: Extraction) {
  if (extraction.kind !== "items") throw new Error(`${extraction.kind}: ${extraction.message}`);
  return extraction;
}

const shelf = html(`
  <ul>
    <li class="book"><a href="../b/1.html">First&nbsp; <b>b</b>ook</a><span class="price">£12.50 net</span></li>
    <li class="book"><a href="/b/2.html#top">Second</a></li>
    <li class="book"><img src="//cdn.example/3.png" alt=""><span class="price">£7</span></li>
  </ul>`);

describe("extractItems", () => {
  it("takes text, attributes and inner HTML of each item", () => {
    const found = items(
      extractItems(
        shelf,
        rules({
          itemSelector: "li.book",
          fields: [
            { name: "title", selector: "a" },
            { name: "link", selector: "a", take: "attribute", attribute: "href" },
            { name: "image", selector: "img", take: "attribute", attribute: "src" },
            { name: "alt", selector: "img", take: "attribute", attribute: "alt" },
            { name: "inner", selector: "a", take: "html" },
            { name: "pounds", selector: ".price", pattern: "£([\\d.]+)" },
            { name: "whole", selector: ".price", pattern: "£[\\d.]+" },
          ],
        }),
      ),
    );
    expect(found).toMatchObject({ matched: 3, problems: [] });
    const [first, second, third] = found.items;
    expect(first).toEqual({
      title: "First book",
      link: "https://shop.example/b/1.html",
      image: null,
      alt: null,
      inner: "First&nbsp; <b>b</b>ook",
      pounds: "12.50",
      whole: "£12.50",
    });
    expect(second).toMatchObject({ title: "Second", link: "https://shop.example/b/2.html#top", pounds: null });
    expect(third).toMatchObject({ title: null, image: "https://cdn.example/3.png", alt: "", pounds: "7" });
  });

  it("takes the page as one item when no item selector is given, or an empty one", () => {
    for (const itemSelector of [undefined, " "]) {
      const found = items(
        extractItems(html("<title>Shop</title><p>Hello</p>"), {
          ...rules({ fields: [{ name: "all" }, { name: "title", selector: "title" }] }),
          itemSelector,
        }),
      );
      expect(found.items).toEqual([{ all: "Shop Hello", title: "Shop" }]);
    }
  });

  it("resolves addresses against the page's base", () => {
    const page = html('<base href="/deep/"><a href="x">x</a><a href="javascript:void 0">y</a><a href="http://[">z</a>');
    const found = items(
      extractItems(page, rules({ itemSelector: "a", fields: [{ name: "to", take: "attribute", attribute: "href" }] })),
    );
    expect(found.items.map((item) => item.to)).toEqual([
      "https://shop.example/deep/x",
      "javascript:void 0",
      "http://[",
    ]);
  });

  it("leaves out items without a required field, and says so", () => {
    const found = items(
      extractItems(
        shelf,
        rules({ itemSelector: "li", fields: [{ name: "price", selector: ".price", required: true }] }),
      ),
    );
    expect(found.items).toHaveLength(2);
    expect(found.problems).toEqual(['left out items that lack a required field: 1 without "price"']);
  });

  it("gives nothing when every item lacks a required field", () => {
    const extraction = extractItems(
      shelf,
      rules({
        itemSelector: "li",
        fields: [
          { name: "t", selector: "a" },
          { name: "isbn", selector: ".isbn", required: true },
        ],
      }),
    );
    expect(extraction).toEqual({
      kind: "no-match",
      message: 'every item on this page lacks a required field: 3 without "isbn"',
    });
  });

  it("takes no more than it may of one page, and says so", () => {
    const page = html("<p>x</p>".repeat(1203));
    const found = items(
      extractItems(page, rules({ itemSelector: "p", fields: [{ name: "x" }], maxResultsPerTarget: 1000 })),
    );
    expect(found.items).toHaveLength(1000);
    expect(found.matched).toBe(1203);
    expect(found.problems).toEqual(["took the first 1,000 of 1,203 items on this page"]);
  });

  it("tells a field that found nothing from an agent that found nothing", () => {
    const fields = [
      { name: "title", selector: "a" },
      { name: "isbn", selector: ".isbn" },
    ];
    const found = items(extractItems(shelf, rules({ itemSelector: "li", fields })));
    expect(found.problems).toEqual(['field "isbn": the selector ".isbn" took nothing']);
  });

  it.each([
    [{ itemSelector: ".x", fields: [{ name: "a" }] }, 'the selector ".x" matched nothing on this page'],
    [{ fields: [{ name: "a", selector: ".x" }] }, 'the selector ".x" matched nothing on this page'],
    [
      {
        fields: [
          { name: "a", selector: ".x" },
          { name: "b", selector: ".y" },
        ],
      },
      'none of the selectors ".x", ".y" matched anything on this page',
    ],
    [
      { itemSelector: "li", fields: [{ name: "a", selector: ".x" }] },
      'the selector ".x" matched nothing in the 3 items that "li" found',
    ],
    [
      { fields: [{ name: "a", selector: "a", pattern: "^\\d+$" }] },
      'no value could be taken: field "a": the pattern matched nothing',
    ],
  ] satisfies [Rules, string][])("says what matched nothing: %#", (partial, message) => {
    expect(extractItems(shelf, rules(partial))).toEqual({ kind: "no-match", message });
  });

  it.each(["a[", ":nope", "p::text", "p,", "<div>", "a{b}"])("says which selector is wrong: %s", (selector) => {
    for (const partial of [
      { itemSelector: selector, fields: [{ name: "a" }] },
      { fields: [{ name: "a", selector }] },
    ] satisfies Rules[]) {
      const extraction = extractItems(shelf, rules(partial));
      expect(extraction.kind).toBe("bad-selector");
      expect(extraction).toHaveProperty("message", expect.stringContaining(`the selector "${selector}" is`));
    }
  });

  it("reads JSON and plain text by pattern alone", () => {
    const page = html('{"price": 12.5}', "application/json");
    const price = { name: "price", pattern: '"price":\\s*([\\d.]+)' };
    expect(items(extractItems(page, rules({ fields: [price] }))).items).toEqual([{ price: "12.5" }]);
    expect(extractItems(page, rules({ fields: [{ ...price, selector: ".p" }] }))).toEqual({
      kind: "no-match",
      message: 'the selector ".p" cannot be used on application/json',
    });
  });

  it("reads XML with elements of any name", () => {
    const feed = html(
      "<?xml version='1.0'?><rss><item><link>https://a.example/</link><title><![CDATA[A & B]]></title></item></rss>",
      "application/rss+xml",
    );
    const fields = [
      { name: "link", selector: "link" },
      { name: "title", selector: "title" },
    ];
    expect(items(extractItems(feed, rules({ itemSelector: "item", fields }))).items).toEqual([
      { link: "https://a.example/", title: "A & B" },
    ]);
  });

  it("stops a pattern that backtracks without end, and keeps the other values", () => {
    const page = html(`<p>aaa</p><p>${"a".repeat(40)}!</p><p>aa</p>`);
    const found = items(extractItems(page, rules({ itemSelector: "p", fields: [{ name: "a", pattern: "^(a+)+$" }] })));
    expect(found.items.map((item) => item.a)).toEqual(["aaa", null, "aa"]);
    expect(found.problems).toEqual([
      'field "a": the pattern is too slow (over 100 ms a value): 1 value was left empty',
    ]);
  });

  it("gives up a pattern that is too slow on every value", () => {
    const page = html(`<p>${"a".repeat(40)}!</p>`.repeat(500));
    const extraction = extractItems(page, rules({ itemSelector: "p", fields: [{ name: "a", pattern: "^(a+)+$" }] }));
    expect(extraction).toEqual({
      kind: "no-match",
      message:
        'no value could be taken: field "a": the pattern is too slow (over 100 ms a value): 500 values were left empty',
    });
  });

  it("cuts values that are very long", () => {
    const found = items(
      extractItems(html(`<p>${"x".repeat(150_000)}</p>`), rules({ fields: [{ name: "x", selector: "p" }] })),
    );
    expect(found.items[0]?.x).toHaveLength(100_000);
    expect(found.problems).toEqual(['field "x": cut after 100,000 characters']);
  });

  it("keeps a field whose name is special to JavaScript", () => {
    const found = items(
      extractItems(shelf, rules({ itemSelector: "li", fields: [{ name: "__proto__", selector: "a" }] })),
    );
    expect(JSON.parse(JSON.stringify(found.items))).toEqual(
      JSON.parse('[{"__proto__":"First book"},{"__proto__":"Second"},{"__proto__":null}]'),
    );
  });
});

describe("text as a reader sees it", () => {
  it.each([
    ["<p>one</p><p>two</p>", "one two"],
    ["<td>a<td>b", "ab"],
    ["<table><tr><td>a<td>b</table>", "a b"],
    ["a<br>b", "a b"],
    ["w<b>o</b>rd", "word"],
    ["<my-price><x-cur>£</x-cur>5</my-price>", "£5"],
    ["a<script>alert(1)</script><style>p{}</style>b", "ab"],
    ["  \n a\t\u00a0b \u3000 ", "a b"],
    ["<!-- no -->a<!-- no -->", "a"],
    ["&lt;b&gt;", "<b>"],
  ])("%s", (body, text) => {
    const found = items(
      extractItems(html(`<main>${body}</main>`), rules({ fields: [{ name: "t", selector: "main" }] })),
    );
    expect(found.items).toEqual([{ t: text }]);
  });

  it("takes a script's own text when it is asked for", () => {
    const page = html('<script type="application/ld+json">{"a": 1}</script>');
    const found = items(extractItems(page, rules({ fields: [{ name: "ld", selector: "script" }] })));
    expect(found.items).toEqual([{ ld: '{"a": 1}' }]);
  });
});

describe("hostile pages", () => {
  const agent = rules({
    itemSelector: "div, p",
    fields: [
      { name: "text" },
      { name: "html", take: "html" },
      { name: "to", selector: "a", take: "attribute", attribute: "href" },
    ],
  });

  it.each([
    ["cut in a tag", "<div class='a"],
    ["cut in a comment", "<div>x</div><!-- "],
    ["cut in an entity", "<div>&#x"],
    ["a null byte", "<div>a\0b</div>"],
    ["an entity for a null byte", "<div>a&#0;b</div>"],
    ["half a surrogate pair", "<div>a\ud800b</div>"],
    ["misnested", "<b><div></b></div></table></p><p>"],
    ["a thousand attributes", `<div ${"a=b ".repeat(1000)}>x</div>`],
    ["markup in an attribute", `<div><a href="<script>alert(1)</script>">x</a></div>`],
  ])("%s", (_, body) => {
    const extraction = extractItems(html(body), agent);
    for (const item of extraction.kind === "items" ? extraction.items : []) {
      for (const value of Object.values(item)) {
        expect(value?.includes("\0") ?? false).toBe(false);
        expect(value?.isWellFormed() ?? true).toBe(true);
      }
    }
  });

  it("nested deeper than the stack", () => {
    const page = html(`<div>`.repeat(8000));
    expect(extractItems(page, agent)).toEqual({
      kind: "unreadable",
      message: "the page is nested too deeply to be read",
    });
  });

  it("nested deep, text is still read", () => {
    const page = html(`${"<div>".repeat(8000)}deep`);
    expect(items(extractItems(page, rules({ fields: [{ name: "t" }] }))).items).toEqual([{ t: "deep" }]);
  });

  it("never throws, whatever page and selector", () => {
    const tag = fc.constantFrom(
      "<div>",
      "</div>",
      "<p class=x>",
      "<table>",
      "<td>",
      "<a href='/q?'>",
      "<svg>",
      "<template>",
      "</b>",
      "<b>",
      "&amp;",
      "<!--",
      "-->",
      "]]>",
      "<script>",
      "</script>",
    );
    const body = fc.array(fc.oneof(tag, fc.string()), { maxLength: 60 }).map((parts) => parts.join(""));
    const selector = fc.oneof(fc.constantFrom("div", "a[href]", "p.x", "td", "*"), fc.string({ maxLength: 20 }));
    const type = fc.constantFrom("text/html", "application/xml", "application/json", "text/plain");
    fc.assert(
      fc.property(body, selector, type, (text, itemSelector, contentType) => {
        const extraction = extractItems(html(text, contentType), { ...agent, itemSelector });
        return extraction.kind !== "items" || extraction.items.length <= extraction.matched;
      }),
    );
  });
});
