import { CATEGORIES, PER_PAGE, slugOf } from "./books.mjs";

export const STYLE = `:root{color-scheme:light dark;--line:#8884;--soft:#8888;--accent:#17627d}
@media(prefers-color-scheme:dark){:root{--accent:#7cc4dd}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1rem 1.25rem 3rem;font:16px/1.5 Georgia,serif}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;border-bottom:2px solid var(--accent);padding-bottom:.5rem}
header .shop{font-size:1.35rem;font-weight:bold;margin-right:auto;text-decoration:none;color:inherit}
a{color:var(--accent)}
h1{font-size:1.5rem;line-height:1.25;margin:1.25rem 0 .5rem}
.books{list-style:none;margin:1rem 0;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
.book{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.book h2{font-size:1.05rem;margin:0;line-height:1.3}
.book p,.product p{margin:.2rem 0}
.price{font-weight:bold;font-variant-numeric:tabular-nums}
.author,.stock,.note{color:var(--soft)}
.out{color:#b3402e}
.pager{display:flex;gap:1.5rem;margin:1rem 0}
table{border-collapse:collapse;margin:1rem 0}
th,td{text-align:left;padding:.25rem 1.5rem .25rem 0;border-bottom:1px solid var(--line);font-weight:normal}
th{color:var(--soft)}
footer{margin-top:2rem;border-top:1px solid var(--line);padding-top:.5rem;color:var(--soft);font-size:.9rem}
`;

/** The front page: every other page of the shop is linked from it. */
export function homePage(all, pages) {
  const lists = Array.from({ length: pages }, (_, place) => place + 1)
    .map((page) => `<a href="/sample/catalogue/page-${page}.html">${page}</a>`)
    .join(" ");
  const departments = CATEGORIES.map(
    (name) => `<li><a class="department" href="/sample/departments/${slugOf(name)}.html">${name}</a></li>`,
  ).join("\n");
  return page(
    "Harbour Books",
    `<h1>Harbour Books</h1>
<p>${all.length} books over ${pages} pages. Nothing here is for sale: the shop exists so that the sample agents have
something real to fetch.</p>
<h2>Catalogue</h2>
<p class="lists">${lists}</p>
<h2>Departments</h2>
<ul class="departments">
${departments}
</ul>
<h2>Also</h2>
<ul>
<li><a href="/sample/today">Prices of the minute</a>, which change while you look</li>
<li><a href="/sample/outlet.html">The outlet</a>, where several things are wrong</li>
</ul>`,
  );
}

/** One page of the catalogue. */
export function listPage(books, number, pages) {
  const first = (number - 1) * PER_PAGE + 1;
  const before = number > 1 ? `<a class="previous" href="page-${number - 1}.html" rel="prev">Previous</a>` : "";
  const after = number < pages ? `<a class="next" href="page-${number + 1}.html" rel="next">Next</a>` : "";
  return page(
    `Catalogue, page ${number}`,
    `<h1>Catalogue, page ${number} of ${pages}</h1>
<p class="note">Books ${first} to ${first + books.length - 1}</p>
${bookList(books)}
<nav class="pager">${before}${after}</nav>`,
  );
}

/** All books of one department. */
export function departmentPage(category, books) {
  return page(category, `<h1>${category}</h1>\n<p class="note">${books.length} books</p>\n${bookList(books)}`);
}

/** A list in which some links lead nowhere good. */
export function outletPage(all) {
  const books = all.filter((book) => book.id % 25 === 4);
  const faults = [
    ["/sample/books/9999.html", "The Unwritten Sequel"],
    ["/sample/broken", "The Torn Binding"],
    ["/sample/picture", "The Picture Book"],
    ["/sample/loop-a", "The Circular Tour"],
    ["/sample/slow?ms=6000", "The Slow Road Home"],
    ["/sample/huge", "The Complete Works, in One Volume"],
  ];
  const links = faults.map(([href, title]) => `<li><a class="title" href="${href}">${title}</a></li>`).join("\n");
  return page(
    "Outlet",
    `<h1>Outlet</h1>
<p>Last copies. Some of these are no longer where they used to be.</p>
${bookList(books)}
<h2>Damaged</h2>
<ul class="damaged">
${links}
</ul>`,
  );
}

/** One book. */
export function itemPage(book, previous, next) {
  const rows = [
    ["ISBN", book.isbn],
    ["Pages", book.pages],
    ["Published", book.year],
  ].map(([name, value]) => `<tr><th>${name}</th><td>${value}</td></tr>`);
  const list = Math.floor((book.id - 1001) / PER_PAGE) + 1;
  const before = previous === undefined ? "" : `<a class="previous" href="${previous.id}.html" rel="prev">Previous</a>`;
  const after = next === undefined ? "" : `<a class="next" href="${next.id}.html" rel="next">Next</a>`;
  return page(
    book.title,
    `<article class="product" data-id="${book.id}">
<h1>${book.title}</h1>
<p class="author">by ${book.author}</p>
<p><a class="category" href="../departments/${slugOf(book.category)}.html">${book.category}</a></p>
<p class="price">${pounds(book)}</p>
<p>${rating(book)}</p>
<p>${stock(book)}</p>
<p class="description">${book.description}</p>
<table class="facts">${rows.join("")}</table>
</article>
<nav class="pager">${before}<a class="list" href="../catalogue/page-${list}.html">Catalogue</a>${after}</nav>`,
  );
}

function bookList(books) {
  const items = books.map(
    (book) => `<li class="book" data-id="${book.id}">
<h2><a class="title" href="/sample/books/${book.id}.html">${book.title}</a></h2>
<p class="author">by ${book.author}</p>
<p class="price">${pounds(book)}</p>
<p>${rating(book)} ${stock(book)}</p>
</li>`,
  );
  return `<ol class="books">\n${items.join("\n")}\n</ol>`;
}

function pounds(book) {
  return `£${book.price.toFixed(2)}`;
}

function rating(book) {
  const stars = "★".repeat(book.rating) + "☆".repeat(5 - book.rating);
  return `<span class="rating" data-rating="${book.rating}" title="${book.rating} of 5">${stars}</span>`;
}

function stock(book) {
  return book.stock === 0
    ? '<span class="stock out">Out of stock</span>'
    : `<span class="stock">In stock (${book.stock})</span>`;
}

function page(title, body) {
  const full = title === "Harbour Books" ? title : `${title} · Harbour Books`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${full}</title>
<link rel="stylesheet" href="/sample/style.css">
</head>
<body>
<header><a class="shop" href="/sample/index.html">Harbour Books</a><a href="/sample/catalogue/page-1.html">Catalogue</a><a href="/sample/today">Today</a><a href="/sample/outlet.html">Outlet</a></header>
<main>
${body}
</main>
<footer>A shop that does not exist, for practice.</footer>
</body>
</html>
`;
}
