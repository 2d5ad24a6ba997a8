export const dynamic = "force-dynamic";

/** Sends visitors to the other end of the loop, which sends them back. */
export function GET(): Response {
  return new Response(null, { status: 302, headers: { location: "/sample/loop-a" } });
}
