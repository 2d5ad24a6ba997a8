/** The token of `Authorization: Bearer …`; null when there is no such header or another scheme. */
export function bearerToken({ headers }: { headers: Headers }): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/** A parameter of the query, its name in any case; null when it is not given. */
export function queryToken(request: Request, name: string): string | null {
  for (const [given, value] of new URL(request.url).searchParams) if (given.toLowerCase() === name) return value;
  return null;
}
