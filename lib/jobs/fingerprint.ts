const LONGEST = 200;

/**
 * The error with what differs between failures of one kind taken out: addresses, quoted text, ids and numbers. Two
 * errors of one kind have the same fingerprint. Null for no error; at most 200 characters.
 */
export function errorFingerprint(error: string | null): string | null {
  if (error === null) return null;
  const text = error
    .slice(0, 4000)
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"<>]+/gi, "<url>")
    .replace(/"[^"]*"|“[^”]*”|`[^`]*`|(?<![\p{L}\p{N}])'[^']*'(?!\p{L})/gu, "<text>")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>")
    .replace(/\b0x[0-9a-f]+\b|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, "<id>")
    .replace(/\d+(?:[.,:]\d+)*/g, "<n>")
    .replace(/\s+/g, " ")
    .trim();
  return text.slice(0, LONGEST);
}
