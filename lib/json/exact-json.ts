declare global {
  interface JSON {
    parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
    rawJSON(text: string): unknown;
  }
}

/**
 * A JSON text as a value that `JSON.stringify` writes with the same numbers: those that JavaScript would change (`12345678901234567890`, `1.0`)
 * are kept as they are written. For handing on only: such numbers are objects here. @throws SyntaxError
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_, value, { source }) =>
    typeof value === "number" && source !== undefined && String(value) !== source ? JSON.rawJSON(source) : value,
  );
}

/** Numbers of so many digits may be more than JavaScript can tell apart. */
const LONG_NUMBER = /\d{16}/;

/**
 * Parses a JSON text; whole numbers too large to be exact are texts of their digits then, so that ids stay what they are.
 * @throws SyntaxError
 */
export function parseWithExactIds(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value, { source }) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
      ? source
      : value,
  );
}
