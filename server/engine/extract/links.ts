import { baseOf, isXml, type PageText, parseDocument, select } from "./document.ts";
import { elementText } from "./element-text.ts";

/** More links than this on one page are not followed. */
const MOST_LINKS = 10_000;
const LONGEST_LINK = 2048;

/**
 * The addresses that a page links to: absolute, http or https, without fragments, each once, in document order. A
 * selector may match the links or what holds them; in XML, such as a site map, the text of an element is its link.
 * Throws `SelectorError`.
 */
export function extractLinks(page: PageText, linkSelector: string): string[] {
  const document = parseDocument(page);
  if (document === null) return [];
  const base = baseOf(document, page);
  const links = new Set<string>();
  for (const element of select(document.root(), linkSelector)) {
    const inside = () => document(element).find("a[href]").first().attr("href");
    const target = element.attribs.href ?? inside() ?? (isXml(page.contentType) ? elementText(element) : undefined);
    const url = target === undefined || target === "" ? null : URL.parse(target.trim(), base);
    if (url === null || !/^https?:$/.test(url.protocol) || url.href.length > LONGEST_LINK) continue;
    url.hash = "";
    links.add(url.href);
    if (links.size === MOST_LINKS) break;
  }
  return [...links];
}
