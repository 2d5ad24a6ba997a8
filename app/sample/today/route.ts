import { shopPage } from "../shop-page.ts";
import { pricesAt } from "./prices.ts";

export const dynamic = "force-dynamic";

/** Prices that depend on the minute, so that two runs of an agent find some items changed and some the same. */
export function GET(): Response {
  const books = pricesAt(Date.now()).map(
    ({ title, author, pence, stock }) => `<li class="book">
<h2 class="title">${title}</h2>
<p class="author">by ${author}</p>
<p class="price">£${(pence / 100).toFixed(2)}</p>
<p>${stock === 0 ? '<span class="stock out">Out of stock</span>' : `<span class="stock">In stock (${stock})</span>`}</p>
</li>`,
  );
  return shopPage("Prices of the minute", `<ol class="books">\n${books.join("\n")}\n</ol>`);
}
