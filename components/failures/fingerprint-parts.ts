/** A piece of a fingerprint: words of the error, or the name of what was taken out there. */
export interface FingerprintPart {
  kind: "words" | "taken-out";
  text: string;
}

/** Cuts a fingerprint at its placeholders. What only looks like one stays among the words. */
export function fingerprintParts(fingerprint: string): FingerprintPart[] {
  const parts: FingerprintPart[] = [];
  for (const [index, text] of fingerprint.split(/<(n|id|url|text|path|host|time)>/).entries()) {
    if (text === "") continue;
    parts.push(index % 2 === 0 ? { kind: "words", text } : { kind: "taken-out", text });
  }
  return parts;
}
