import { errorOf, send } from "./client.ts";

/** A file that the API answered, with the name that it gave it. */
export interface ReceivedFile {
  name: string;
  content: Blob;
}

/** Asks the API for a file with a body of JSON. Throws `ApiError`. */
export async function fetchFile(path: string, body: unknown, usualName: string): Promise<ReceivedFile> {
  const response = await send(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
  });
  if (!response.ok) throw await errorOf(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? usualName;
  return { name, content: await response.blob() };
}
