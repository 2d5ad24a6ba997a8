import { boundedParam, shopPage } from "../shop-page.ts";
import { failsNow } from "./failures.ts";

export const dynamic = "force-dynamic";

/** Fails `?failures=` times in a row (3 if not given, at most 10) for each `?key=`, and then succeeds once. */
export function GET(request: Request): Response {
  const key = new URL(request.url).searchParams.get("key") ?? "";
  const failures = boundedParam(request, "failures", { fallback: 3, max: 10 });
  if (failsNow(key.slice(0, 64), failures)) {
    return shopPage("Back in a moment", "<p>The stockroom is locked. Try again.</p>", { status: 503 });
  }
  return shopPage(
    "Stockroom",
    `<ol class="books">
<li class="book"><h2 class="title">The Last Tenant of Lantern Yard</h2><p class="price">£10.40</p></li>
<li class="book"><h2 class="title">Herring Fleet: Notes from Cold Bay</h2><p class="price">£16.25</p></li>
<li class="book"><h2 class="title">A Winter Table for Four Seasons</h2><p class="price">£21.00</p></li>
</ol>`,
  );
}
