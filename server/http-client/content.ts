/** A content type taken apart; both parts in lower case. */
export interface ContentType {
  type: string;
  charset: string | null;
}

/** Reads a Content-Type header; null when there is none that can be read. */
export function parseContentType(header: string | undefined): ContentType | null {
  const [first = "", ...parameters] = (header ?? "").split(";");
  const type = first.trim().toLowerCase();
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(type)) return null;
  for (const parameter of parameters) {
    const match = /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(parameter);
    if (match?.[1] !== undefined) return { type, charset: match[1].toLowerCase() };
  }
  return { type, charset: null };
}

/** Whether a page of this type can be read: HTML, XHTML, XML, JSON, or text of any kind. */
export function isReadableType(type: string): boolean {
  return /^text\//.test(type) || /^application\/(?:[\w.-]+\+)?(?:xml|json)$/.test(type);
}

const SNIFFED_BYTES = 4096;

/**
 * Turns a body into text. As browsers do: a byte order mark wins, then the header's charset, then what the document
 * says of itself in its first bytes, then UTF-8. Bytes that cannot be decoded become U+FFFD.
 */
export function decodeBody(body: Uint8Array, headerCharset: string | null): string {
  for (const label of [charsetOfMark(body), headerCharset, charsetOfDocument(body)]) {
    const decoder = label === null ? null : decoderFor(label);
    if (decoder !== null) return decoder.decode(body);
  }
  return new TextDecoder("utf-8").decode(body);
}

function charsetOfMark(body: Uint8Array): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return "utf-8";
  if (body[0] === 0xfe && body[1] === 0xff) return "utf-16be";
  if (body[0] === 0xff && body[1] === 0xfe) return "utf-16le";
  return null;
}

function charsetOfDocument(body: Uint8Array): string | null {
  const head = new TextDecoder("latin1").decode(body.subarray(0, SNIFFED_BYTES));
  const declared =
    /^\s*<\?xml\b[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head) ??
    /<meta\b[^>]{0,500}\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head);
  const label = declared?.[1]?.toLowerCase() ?? null;
  // A document that could be read this far in single bytes is not UTF-16, whatever it says.
  return label?.startsWith("utf-16") ? "utf-8" : label;
}

function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
