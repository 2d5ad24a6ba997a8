export const dynamic = "force-dynamic";

/** One grey pixel. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A picture where a page was expected. */
export function GET(): Response {
  return new Response(Buffer.from(PNG, "base64"), { headers: { "content-type": "image/png" } });
}
