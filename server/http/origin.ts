/**
 * Whether a browser's request comes from one of our own pages. Anything else that carries a session cookie was sent
 * by another site in the operator's name. Requests without both headers come from no browser, so hold no one's cookie.
 * @param unsafe whether the request may change something; then the browser's word on the site is asked for as well
 */
export function isOwnOrigin(headers: Headers, publicUrl: string | undefined, unsafe: boolean): boolean {
  const site = headers.get("sec-fetch-site");
  if (unsafe && site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  if (origin === null) return true;
  if (origin === publicUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
