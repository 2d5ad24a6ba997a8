/** A page of the sample shop that static files cannot be, in the looks of `public/sample/`. `body` is trusted HTML. */
export function shopPage(title: string, body: string, init: ResponseInit = {}): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Harbour Books</title>
<link rel="stylesheet" href="/sample/style.css">
</head>
<body>
<header><a class="shop" href="/sample/index.html">Harbour Books</a><a href="/sample/catalogue/page-1.html">Catalogue</a></header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer>A shop that does not exist, for practice.</footer>
</body>
</html>
`;
  const headers = new Headers(init.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("cache-control", "no-store");
  return new Response(html, { ...init, headers });
}

/** A whole number from the query, within bounds; `fallback` when it is missing or no number. */
export function boundedParam(request: Request, name: string, bounds: { fallback: number; max: number }): number {
  const text = new URL(request.url).searchParams.get(name) ?? "";
  return /^\d{1,9}$/.test(text) ? Math.min(Number(text), bounds.max) : bounds.fallback;
}
