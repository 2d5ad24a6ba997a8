import { shopPage } from "../shop-page.ts";

export const dynamic = "force-dynamic";

/** A page that always fails. */
export function GET(): Response {
  return shopPage("The shop is broken", "<p>This page always answers with an error.</p>", { status: 500 });
}
