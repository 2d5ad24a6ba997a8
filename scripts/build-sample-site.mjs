// Writes public/sample/: the catalogue of a shop that does not exist, for the sample agents to crawl. The same bytes each
// time, so that its output can be committed: `node scripts/build-sample-site.mjs`.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { books, CATEGORIES, PER_PAGE, slugOf } from "./sample-site/books.mjs";
import { departmentPage, homePage, itemPage, listPage, outletPage, STYLE } from "./sample-site/pages.mjs";

const root = new URL("../public/sample/", import.meta.url);
const all = books();
const pages = Math.ceil(all.length / PER_PAGE);

await rm(root, { recursive: true, force: true });
await mkdir(new URL("catalogue/", root), { recursive: true });
await mkdir(new URL("books/", root), { recursive: true });
await mkdir(new URL("departments/", root), { recursive: true });

const files = new Map([
  ["style.css", STYLE],
  ["index.html", homePage(all, pages)],
  ["outlet.html", outletPage(all)],
]);
for (let page = 1; page <= pages; page++) {
  files.set(`catalogue/page-${page}.html`, listPage(all.slice((page - 1) * PER_PAGE, page * PER_PAGE), page, pages));
}
for (const category of CATEGORIES) {
  const inside = all.filter((book) => book.category === category);
  files.set(`departments/${slugOf(category)}.html`, departmentPage(category, inside));
}
for (const [place, book] of all.entries()) {
  files.set(`books/${book.id}.html`, itemPage(book, all[place - 1], all[place + 1]));
}

let bytes = 0;
for (const [path, text] of files) {
  bytes += Buffer.byteLength(text);
  await writeFile(new URL(path, root), text);
}
process.stdout.write(`${files.size} files, ${Math.round(bytes / 1024)} kB in public/sample\n`);
