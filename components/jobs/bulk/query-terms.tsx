/** A filter as a row of its terms. */
export function QueryTerms({ q }: { q: string }) {
  if (q === "") return null;
  return <code className="break-all rounded-sm bg-sunken px-1.5 font-mono text-ink text-xs leading-5">{q}</code>;
}
