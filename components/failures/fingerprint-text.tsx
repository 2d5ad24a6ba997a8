import { fingerprintParts } from "./fingerprint-parts.ts";

/** What the errors of a group have in common; what differs between them stands there by its kind, quietly. */
export function FingerprintText({ fingerprint }: { fingerprint: string | null }) {
  if (fingerprint === null) return <span className="text-ink-2">Failed without a reason</span>;
  if (fingerprint === "") return <span className="text-ink-2">Failed with an empty reason</span>;
  return fingerprintParts(fingerprint).map(({ kind, text }, index) =>
    kind === "words" ? (
      text
    ) : (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the text.
        key={index}
        className="mx-px rounded-xs bg-sunken px-1 font-normal text-ink-3 text-xs"
      >
        {text}
      </span>
    ),
  );
}
