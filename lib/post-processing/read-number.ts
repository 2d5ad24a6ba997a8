import { compareNumbers } from "./decimal.ts";
import type { DecimalMark } from "./steps.ts";

/** The number that a text says, as JSON writes it, or why it says none. */
export type NumberReading = { number: string } | { problem: string };

/** What is longer is no number that somebody wrote. */
const LONGEST = 200;
const CODES =
  "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KRW|MAD|MXN|MYR|NGN|NOK|NZD|PEN|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR";
/** A sign with up to three capitals before it (US$), a code, or a word for a currency. */
const CURRENCY = `(?:[A-Z]{0,3}\\p{Sc}|${CODES}|kr\\.?|zł|Kč|Ft|lei|Fr\\.)`;
const MONEY = new RegExp(
  `^(?<before>[-+−]?)\\s*(?:${CURRENCY}\\s*(?<inner>[-+−]?)\\s*)?(?<body>\\d[\\d.,'’\\s]*|[.,]\\d+)(?:\\s*${CURRENCY})?$`,
  "u",
);
const SPACES = "[ \\u00a0\\u2009\\u202f]";
const GROUPING: Record<DecimalMark, string> = { ".": `,|['’]|${SPACES}`, ",": `\\.|['’]|${SPACES}` };
const READERS: Record<DecimalMark, RegExp> = { ".": readerOf("."), ",": readerOf(",") };

/** Digits, alone or in groups of three with the same separator between; as in India, of two before the last; then decimals. */
function readerOf(mark: DecimalMark): RegExp {
  const grouped = `[1-9]\\d{0,2}(?:(?<by>${GROUPING[mark]})\\d{3}(?:\\k<by>\\d{3})*)`;
  const whole = mark === "." ? `${grouped}|[1-9]\\d?(?:,\\d{2})+,\\d{3}|\\d*` : `${grouped}|\\d*`;
  return new RegExp(`^(?<whole>${whole})(?:[${mark}](?<decimals>\\d+))?$`, "u");
}

/**
 * Reads a number as people write it: `£51.77`, `1.234,50 €`, `-12 000`. Letter by letter, so that no digit is lost. Without
 * `decimal`, a text that says one number with a decimal point and another with a comma, as `1,234` does, is not read.
 */
export function readNumber(text: string, decimal?: DecimalMark): NumberReading {
  const found = text.length > LONGEST ? null : MONEY.exec(text.trim());
  const { before = "", inner = "", body = "" } = found?.groups ?? {};
  if (found === null || (before !== "" && inner !== "")) return { problem: "is not a number" };
  const negative = /[-−]/.test(before + inner);
  const readings = decimal === undefined ? ([".", ","] as const) : [decimal];
  const numbers = readings.map((mark) => readBody(body.trim(), mark, negative)).filter((number) => number !== null);
  const [number, other] = numbers;
  if (number === undefined) return { problem: "is not a number" };
  if (other === undefined || compareNumbers(number, other) === 0) return { number };
  return { problem: `could be ${number} or ${other}: say which mark stands before the decimals` };
}

function readBody(body: string, mark: DecimalMark, negative: boolean): string | null {
  const { whole, decimals } = READERS[mark].exec(body)?.groups ?? {};
  if (whole === undefined || whole + (decimals ?? "") === "") return null;
  const digits = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0";
  return `${negative ? "-" : ""}${digits}${decimals === undefined ? "" : `.${decimals}`}`;
}
