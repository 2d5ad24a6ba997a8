/** A decimal number: `0.digits` times ten to the power of `point`. Zero has no digits; others neither begin nor end with a zero. */
interface Decimal {
  negative: boolean;
  digits: string;
  point: number;
}

const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
const MOST_DIGITS = 1000;

/** Whether a text is a number as JSON writes it. */
export function isNumber(raw: string): boolean {
  return NUMBER.test(raw);
}

/** Compares two numbers as JSON writes them, by all their digits: below, at or above zero as the first is less, equal or greater. */
export function compareNumbers(one: string, other: string): number {
  const [a, b] = [decimalOf(one), decimalOf(other)];
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const way = a.negative ? -1 : 1;
  if (a.digits === "" || b.digits === "") return way * (a.digits.length - b.digits.length);
  if (a.point !== b.point) return way * (a.point - b.point);
  return a.digits === b.digits ? 0 : way * (a.digits < b.digits ? -1 : 1);
}

/** The same text for each way to write a number: `1.50`, `15e-1` and `1.5` have one. */
export function canonicalNumber(raw: string): string {
  const { negative, digits, point } = decimalOf(raw);
  return digits === "" ? "0" : `${negative ? "-" : ""}0.${digits}e${point}`;
}

/** A number without its decimals when these are zero, as in `12.0` or `1.2e3`; null when it is not whole, or has over 1,000 digits. */
export function wholeNumber(raw: string): string | null {
  const { negative, digits, point } = decimalOf(raw);
  if (digits === "") return "0";
  if (point < digits.length || point > MOST_DIGITS) return null;
  return `${negative ? "-" : ""}${digits.padEnd(point, "0")}`;
}

function decimalOf(raw: string): Decimal {
  const [, sign = "", whole = "", decimals = "", exponent = "0"] = NUMBER.exec(raw) ?? [];
  const written = whole + decimals;
  const zeros = /^0*/.exec(written)?.[0].length ?? 0;
  const digits = trimZeros(written.slice(zeros));
  if (digits === "") return { negative: false, digits, point: 0 };
  return { negative: sign === "-", digits, point: whole.length - zeros + Number(exponent) };
}

/** A pattern that looks for zeros before the end takes time with the square of their number. */
function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}
