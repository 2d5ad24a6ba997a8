export const dynamic = "force-dynamic";

const LINE = "It was a long book, and nobody had ever reached the end of it. ";
const CHUNK = new TextEncoder().encode(`<p>${LINE.repeat(1024)}</p>\n`);
const BYTES = 12 * 1024 * 1024;

/** A page of twelve megabytes, written only as fast as it is read. */
export function GET(): Response {
  let left = BYTES;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left <= 0) return controller.close();
      left -= CHUNK.byteLength;
      controller.enqueue(CHUNK);
    },
  });
  return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
}
