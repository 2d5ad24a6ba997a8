const LONGEST_NAME = 120;

/** Where an agent like another one is made. */
export function duplicateLink(id: string): string {
  return `/agents/new?from=${encodeURIComponent(id)}`;
}

/** A name for a copy that no agent has yet: `Prices copy`, `Prices copy 2`. Case does not tell names apart. */
export function copyName(name: string, taken: readonly string[]): string {
  const isTaken = new Set(taken.map((each) => each.toLowerCase()));
  const original = name.replace(/ copy(?: \d+)?$/, "");
  for (let number = 1; ; number++) {
    const ending = number === 1 ? " copy" : ` copy ${number}`;
    const copy = `${original.slice(0, LONGEST_NAME - ending.length).trimEnd()}${ending}`;
    if (!isTaken.has(copy.toLowerCase())) return copy;
  }
}
