/** A secret in a text: from `start` to before `end`, and what kind it is. */
export interface FoundSecret {
  start: number;
  end: number;
  name: string;
}

/** Names with these in them, written in any case and with any separators, stand for secrets. */
const NAME_PARTS =
  /passw(or)?d|passphrase|secret|apikey|accesskey|privatekey|encryptionkey|signingkey|subscriptionkey|sharedkey|masterkey|accountkey|authorization|cookie|credential|connectionstring|bearer|jwt/;
const NAMES = /^(pwd|pass|auth|tokens?|sessionid|sid|sas|sig|signature)$|token$/;

/** Whether a name is one that a secret stands under: `password`, `X-Api-Key`, `client_secret`, … */
export function isSecretName(name: string): boolean {
  if (name.length > 200) return false;
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return NAME_PARTS.test(letters) || NAMES.test(letters);
}

/** Each finds what to keep (first group) and, right after it, the secret (second group). */
const PATTERNS: readonly [name: string, pattern: RegExp][] = [
  ["login", /([a-z][a-z0-9+.-]{0,30}:(?:\\?\/){2})([^\s/"'<>\\?#]{1,1000})(?=@)/gi],
  ["bearer-token", /(\bbearer\s{1,9})([\w.~+/=:-]{6,})/gi],
  ["basic-login", /(\b[Bb]asic\s{1,9})([A-Za-z0-9+/]*[A-Z0-9][A-Za-z0-9+/]{5,}={0,2})/g],
  ["jwt", /(\b)(eyJ[\w-]{8,}(?:\.[\w-]*){0,4})/g],
  ["hex-key", /(\b)((?=\d*[a-f])[0-9a-f]{32,}\b)/gi],
  [
    "key",
    /(\b)(AKIA[0-9A-Z]{12,}|gh[pousr]_\w{16,}|github_pat_\w{16,}|xox[a-z]-[\w-]{10,}|sk[-_](?:live_|test_|proj-)?[a-zA-Z0-9]\w{11,}|AIza[\w-]{20,}|glpat-[\w-]{16,}|wf_[0-9a-f]{16}_[0-9a-f]{40})/g,
  ],
  [
    "private-key",
    /()(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-(?!----)[^-]*)*(?:-----END [A-Z ]{0,40}-----)?)/g,
  ],
  [
    "parameter",
    /((?:^|[?&;,\s"'])[\w.-]{0,40}(?:passw(?:or)?d|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|signature|sig)\s?=\s?)([^&;,\s"'\\<>]{1,4000})/gi,
  ],
  [
    "header",
    /(\b(?:authorization|cookie|[\w-]{0,30}(?:[-_]key|token|secret))\s?:\s{0,4})([^\s"'\\,;{}[\]][^\r\n"'\\]{1,4000})/gi,
  ],
];

/** In text that is no JSON although it may look like it: `"password": "…"`. */
const LOOSE: readonly [name: string, pattern: RegExp][] = [
  [
    "value",
    /([\w.-]{0,40}(?:passw(?:or)?d|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|authorization|cookie|credentials?)["']?\s{0,4}[:=]\s{0,4}["']?)([^\s"',;&{}[\]]{1,4000})/gi,
  ],
];

/** Nothing that a pattern finds is without one of these: most texts need no more than this look. */
const MAY_HOLD =
  /:\\?\/|bearer|basic|eyJ|[0-9a-f]{32}|AKIA|gh[pousr]_|github_pat|xox|sk[-_]|AIza|glpat|wf_|BEGIN|[=:]\s{0,4}["']?\S/i;

/** Secrets that can be told by their looks, in order, none over another. With `loose` also by a name before them. */
export function secretsIn(text: string, { loose = false } = {}): FoundSecret[] {
  if (text.length < 8 || !MAY_HOLD.test(text)) return [];
  const found: FoundSecret[] = [];
  for (const [name, pattern] of loose ? [...PATTERNS, ...LOOSE] : PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + (match[1] ?? "").length;
      found.push({ start, end: start + (match[2] ?? "").length, name });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: FoundSecret[] = [];
  for (const secret of found) {
    const last = apart.at(-1);
    if (last === undefined || secret.start >= last.end) apart.push(secret);
    else last.end = Math.max(last.end, secret.end);
  }
  return apart;
}
