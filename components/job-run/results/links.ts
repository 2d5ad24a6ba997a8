const LONGEST_LINK = 2048;

/** The address if a text is nothing but a link to the web; null for any other text, and for other schemes. */
export function webLink(text: string): string | null {
  if (text.length > LONGEST_LINK || !/^https?:\/\/[^\s"'<>\\]+$/i.test(text)) return null;
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username === ""
    ? url.href
    : null;
}

/** Whether a link by its ending leads to a picture. */
export function isPicture(link: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|bmp|ico|svg)$/i.test(new URL(link).pathname);
}
