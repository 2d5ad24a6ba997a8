const LONGEST = 200;
const LONGEST_READ = 4000;

const URL_TEXT = /(?<![a-z0-9])[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"<>]+/gi;

const TOP_LEVELS =
  "com|org|net|edu|gov|io|dev|app|info|biz|cloud|shop|store|online|site|eu|de|at|ch|fr|es|it|nl|be|pl|se|dk|no|fi|uk|ie|us|ca|au|nz|jp|cn|in|br|ru|example|test|invalid|local|localhost|internal|lan";

/**
 * What differs between failures of one kind, in the order in which it is taken out. Repetitions are bounded, so that
 * a hostile text takes no longer than another.
 */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [
    /"(?:[^"\\]|\\.)*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|`[^`]*`|‘[^’]*’(?!\p{L})|(?<![\p{L}\p{N}])'[^']*'(?!\p{L})/gsu,
    "<text>",
  ],
  [/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/g, "<id>"],
  [/(?<![\w./>-])(?:\/[\w.@%+~*-]+){1,40}\/?(?:\?[^\s"<>)]*)?/g, "<path>"],
  [
    new RegExp(String.raw`(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,6}(?:${TOP_LEVELS})\.?(?::\d{1,5})?(?![\w.-]*\w)`, "gi"),
    "<host>",
  ],
  [/(?<![\w.-])localhost(?::\d{1,5})?(?![\w-])/gi, "<host>"],
  // Times: 2026-11-20T14:02:11.250Z, 2026-11-20, Fri, 20 Nov 2026 14:02:11 GMT.
  [/(?<!\d)\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?(?!\d)/g, "<time>"],
  [
    /(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \d{4}(?:,? \d\d:\d\d(?::\d\d)?(?: (?:GMT|UTC|[+-]\d{4}))?)?/g,
    "<time>",
  ],
  // Ids: UUIDs, hex, and long words in which letters and digits take turns.
  [/(?<![a-z0-9])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![a-z0-9])/gi, "<id>"],
  [/(?<![a-z0-9])(?:0x[0-9a-f]+|(?=\d*[a-f])[0-9a-f]{8,})(?![a-z0-9])/gi, "<id>"],
  [/(?<![a-z0-9])(?=[a-z]{0,40}\d+[a-z]{1,40}\d)[a-z0-9]{10,64}(?![a-z0-9])/gi, "<id>"],
  [/(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]{1,4}:){7})[0-9a-f:]{3,45}(?:%\w+)?(?![\w:])/gi, "<n>"],
];

/** Numbers that say what kind of failure it is: HTTP statuses, exit codes. They stay. */
const TELLING =
  /\b(?:HTTP(?:\/\d(?:\.\d)?)?|status(?: code)?|(?:exit|error|response)(?:ed with)? (?:code|status)|exited with(?: code)?|errno|signal|SQLSTATE)[ :=]{1,2}-?\d{1,3}(?![\w.,:]*\d)|(?<![\w.,:])[1-5]\d\d(?= (?:Bad |Unauthorized|Payment |Forbidden|Not |Method |Proxy |Request |Conflict|Gone|Length |Precondition |Payload |Content |URI |Unsupported |Range |Expectation |Misdirected |Unprocessable |Locked|Failed |Too |Upgrade |Unavailable |Internal |Service |Gateway |HTTP |Variant |Insufficient |Loop |Network |Moved |Found|See |Temporary |Permanent |No |at <|for <|from <))/;
const LENGTH_OF_TIME = /(?<![\w.,])(?:\d+(?:[.,]\d+)*(?:ms|us|µs|ns|[smhd])){1,5}(?![\w])/;
const NUMBER = /(?<![\w.,])[+-]?\d+(?:[.,:_\u00a0\u202f]\d+)*(?:e[+-]?\d+)?|\d+(?:[.,:]\d+)*/;
const NUMBERS = new RegExp(`(${TELLING.source})|(${LENGTH_OF_TIME.source})|${NUMBER.source}`, "gi");

/** One thing after another of the same kind: `<n>, <n> and <n>`. How many there were differs as well. */
const LISTS = /(<(?:n|id|url|text|path|host|time)>)(?:(?:, (?:and |or )?| and | or | |,)\1)+/g;

/**
 * The error with what differs between failures of one kind taken out: addresses, quoted text, ids, times and numbers.
 * HTTP statuses and exit codes stay. Two errors of one kind have the same fingerprint. Null for no error; at most 200
 * characters.
 */
export function errorFingerprint(error: string | null): string | null {
  if (error === null) return null;
  let text = error.slice(0, LONGEST_READ).replace(URL_TEXT, urlPlaceholder);
  for (const [varying, name] of VARYING) text = text.replace(varying, name);
  return text
    .replace(NUMBERS, (_, telling?: string, length?: string) => telling ?? (length === undefined ? "<n>" : "<time>"))
    .replace(/\s+/g, " ")
    .replace(LISTS, "$1")
    .trim()
    .slice(0, LONGEST);
}

/** All that an address may end with belongs to it, but for the bracket that was opened before it. */
function urlPlaceholder(url: string, at: number, text: string): string {
  const before = text.slice(Math.max(0, at - LONGEST), at);
  const isInBrackets = before.lastIndexOf("(") > before.lastIndexOf(")");
  return `<url>${isInBrackets ? (/\)[.,;:!?]*$/.exec(url)?.[0] ?? "") : ""}`;
}
