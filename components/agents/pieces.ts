/** What stands between separators, trimmed; empty pieces are left out. */
export function pieces(text: string, separator: "\n" | ","): string[] {
  return text
    .split(separator)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
}
