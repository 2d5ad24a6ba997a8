import type { ApiServer } from "../api-server.ts";

export interface AgentyCall {
  method?: string;
  query?: Record<string, string | number> | string;
  json?: unknown;
  body?: string;
  headers?: Record<string, string>;
  /** The key to send in the query; null for none. */
  key?: string | null;
}

export interface AgentyAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Calls Agenty's API as its programs do: with plain `fetch` and the key in the query. */
export async function callAgenty(server: ApiServer, path: string, call: AgentyCall): Promise<AgentyAnswer> {
  const { query = {}, json, key = null, headers = {} } = call;
  const body = json === undefined ? call.body : JSON.stringify(json);
  const params = new URLSearchParams(
    typeof query === "string" ? query : Object.entries(query).map(([name, value]) => [name, String(value)]),
  );
  if (key !== null) params.append("apikey", key);
  const response = await fetch(`${server.origin}${path}?${params}`, {
    method: call.method ?? (body === undefined ? "GET" : "POST"),
    headers: { ...(json === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
