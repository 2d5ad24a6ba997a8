/** What the definition says, as sentences: a last look before saving. */
export function InWords({ sentences }: { sentences: readonly string[] }) {
  return (
    <section aria-labelledby="agent-in-words" className="px-4 py-4 sm:px-5 sm:py-5">
      <h2 id="agent-in-words" className="font-semibold text-base">
        In short
      </h2>
      <ul className="mt-2 flex flex-col gap-1 rounded-md bg-sunken px-3 py-2.5 text-ink-2 text-sm">
        {sentences.map((sentence) => (
          <li key={sentence} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  );
}
