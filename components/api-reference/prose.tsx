/** A sentence in which `words in backquotes` are code. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, place) =>
    place % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never move
      <code key={place} className="break-words rounded-xs bg-sunken px-1 font-mono text-[0.92em]">
        {part}
      </code>
    ),
  );
}
