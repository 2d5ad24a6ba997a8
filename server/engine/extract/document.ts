import { type CheerioAPI, load } from "cheerio";

/** What extraction needs to know of a fetched page. */
export interface PageText {
  /** The absolute address that answered, which links are relative to. */
  finalUrl: string;
  /** Without parameters, in lower case. */
  contentType: string;
  body: string;
}

export type Selection = ReturnType<ReturnType<CheerioAPI["root"]>["find"]>;
export type ElementNode = Selection[number];

/** A selector that cannot be read; the message quotes it. */
export class SelectorError extends Error {
  override readonly name = "SelectorError";
}

const HTML = /^(?:text\/html|application\/xhtml\+xml)$/;
const XML = /^(?:text|application)\/(?:[\w.-]+\+)?xml$/;

/** Whether the type is XML other than XHTML: elements of any name, and text where HTML has attributes. */
export function isXml(contentType: string): boolean {
  return XML.test(contentType) && !HTML.test(contentType);
}

/** The parsed page; null when it is JSON or plain text, which selectors cannot read. */
export function parseDocument(page: PageText): CheerioAPI | null {
  if (HTML.test(page.contentType)) return load(page.body);
  return isXml(page.contentType) ? load(page.body, { xml: true }) : null;
}

/** The elements inside `scope` that a selector matches, in document order. Throws `SelectorError`. */
export function select(scope: { find(selector: string): Selection }, selector: string): Selection {
  // `find` takes text that starts like a tag for something to look for literally, and finds nothing.
  if (selector.trim().startsWith("<")) throw new SelectorError(`the selector "${selector}" is HTML, not a selector`);
  try {
    return scope.find(selector);
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new SelectorError(`the selector "${selector}" is not valid: ${detail}`, { cause });
  }
}

/** What is wrong with a selector, in words for whoever wrote it; null when it can be used. */
export function selectorProblem(selector: string): string | null {
  if (selector.trim() === "") return "the selector is empty";
  try {
    select(load("<p><a href=x>y</a></p>").root(), selector);
    return null;
  } catch (error) {
    if (error instanceof SelectorError) return error.message;
    throw error;
  }
}

/** What relative addresses on the page are relative to: its `<base href>`, else its own address. */
export function baseOf(document: CheerioAPI, page: PageText): string {
  const declared = document("base[href]").first().attr("href");
  const base = declared === undefined ? null : URL.parse(declared, page.finalUrl);
  return base === null || !/^https?:$/.test(base.protocol) ? page.finalUrl : base.href;
}
