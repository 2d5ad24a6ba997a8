/** A book whose price and stock are those of one minute. */
export interface PricedBook {
  title: string;
  author: string;
  pence: number;
  stock: number;
}

/** How many minutes a price holds; the deal's place in the list is taken by another book each time. */
const SHELF: readonly (readonly [title: string, author: string, pence: number, holdsMinutes: number])[] = [
  ["The Harbour Light of Skerry Point", "Ada Penrose", 1299, 2],
  ["Locked Ferry: Notes from Lantern Yard", "Goran Ito", 899, 2],
  ["A Patient Universe for Everyday Life", "Keiko Lindqvist", 2150, 4],
  ["The Salt Kitchen of the Coast", "Carmen Rao", 1875, 6],
  ["Night Train: Notes from Trieste", "Jonas Marchetti", 1050, 6],
  ["A Forgotten Treaty for Antwerp", "Nadia Brandt", 2495, 10],
  ["The Blue Almanac of the Estuary", "Helmi Thorne", 799, 30],
  ["Otter Express: Notes from Puddle Lane", "Liam Okafor", 650, 30],
  ["A Fog Signal for Gull Island", "Fiona Dunmore", 1120, 60],
  ["The Quiet Inspector of Ashdown Halt", "Emeka Hallam", 950, 60],
];
const DEALS = [
  "Tidal Atlas",
  "Copper Pan",
  "Slow Road",
  "Iron Bridge",
  "Wren Hours",
  "Moth Detective",
  "Ordinary Star",
];
const DEAL_MINUTES = 6;

/** What the shop asks in the minute that `now` (milliseconds since 1970) is in. The same for all who ask within it. */
export function pricesAt(now: number): PricedBook[] {
  const minute = Math.floor(now / 60_000);
  const shelf = SHELF.map(([title, author, pence, holds], place) => {
    const step = Math.floor(minute / holds);
    const drift = (mixed(step, place) % 31) - 15;
    return { title, author, pence: Math.round((pence * (100 + drift)) / 100), stock: mixed(step, place + 100) % 24 };
  });
  const turn = Math.floor(minute / DEAL_MINUTES);
  const title = DEALS[turn % DEALS.length] ?? "Tidal Atlas";
  return [...shelf, { title: `Deal of the moment: ${title}`, author: "Various", pence: 499, stock: 1 + (turn % 9) }];
}

/** A number from 0 to 2^32 that looks random and is always the same for the same two. */
function mixed(a: number, b: number): number {
  let state = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 1, 0xc2b2ae35);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state ^ (state >>> 13)) >>> 0;
}
