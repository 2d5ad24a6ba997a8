// Two hundred books that nobody wrote: titles from patterns, everything else from a fixed sequence of numbers.

export const PER_PAGE = 10;
const COUNT = 200;

const THEMES = {
  Seafaring: {
    things: [
      "Harbour Light",
      "Tidal Atlas",
      "Salvage Master",
      "Fog Signal",
      "Pilot Cutter",
      "Dry Dock",
      "Herring Fleet",
      "Storm Anchor",
    ],
    places: ["Skerry Point", "the Outer Banks", "Cold Bay", "the Ninth Wave", "Gull Island"],
    subject: "ships, weather and the people who watch both",
  },
  Mystery: {
    things: [
      "Locked Ferry",
      "Second Witness",
      "Paper Alibi",
      "Missing Cartographer",
      "Quiet Inspector",
      "Borrowed Key",
      "Last Tenant",
      "Glass Letter",
    ],
    places: ["Marrow Street", "the Seventh Floor", "Ashdown Halt", "Lantern Yard", "the Winter Garden"],
    subject: "a case that ought to have been simple",
  },
  Science: {
    things: [
      "Patient Universe",
      "Slow Atom",
      "Measured Cell",
      "Curious Magnet",
      "Ordinary Star",
      "Folded Protein",
      "Hidden Constant",
      "Restless Continent",
    ],
    places: ["Everyday Life", "the Laboratory", "the Deep Sky", "a Drop of Water", "the Long Century"],
    subject: "how we came to know what we know",
  },
  Cookery: {
    things: [
      "Salt Kitchen",
      "Sunday Oven",
      "Copper Pan",
      "Small Pantry",
      "Smoked Fish",
      "Winter Table",
      "Baker's Notebook",
      "Orchard Cook",
    ],
    places: ["the Coast", "Four Seasons", "a Narrow Galley", "the Old Market", "One Pot"],
    subject: "food that is worth the washing up",
  },
  Travel: {
    things: [
      "Night Train",
      "Slow Road",
      "Mountain Post",
      "Border Café",
      "Island Bus",
      "Empty Station",
      "Desert Ferry",
      "River Map",
    ],
    places: ["Trieste", "the High Passes", "the Northern Isles", "Samarkand", "the Last Stop"],
    subject: "getting there by the longest way",
  },
  History: {
    things: [
      "Forgotten Treaty",
      "Merchant Prince",
      "Clock Maker",
      "Iron Bridge",
      "Paper Republic",
      "Lost Archive",
      "Quarantine Year",
      "Printer's Riot",
    ],
    places: ["Antwerp", "the Baltic Coast", "the Old Exchange", "Bristol", "Three Cities"],
    subject: "a small event with long consequences",
  },
  Poetry: {
    things: [
      "Blue Almanac",
      "Unsent Weather",
      "Wren Hours",
      "Stone Grammar",
      "Half Light",
      "Kitchen Psalms",
      "Tin Moon",
      "Heron Alphabet",
    ],
    places: ["an Open Window", "the Estuary", "Early Spring", "No Particular Place", "Evening"],
    subject: "short poems for long evenings",
  },
  Children: {
    things: [
      "Otter Express",
      "Biscuit Pirate",
      "Moth Detective",
      "Left-Handed Giant",
      "Borrowed Umbrella",
      "Snail Mail",
      "Upside-Down Boat",
      "Sleepy Lighthouse",
    ],
    places: ["Puddle Lane", "the Thirteenth Stair", "Grandmother's Attic", "the Moon Café", "Wobble Hill"],
    subject: "an adventure that ends before bedtime",
  },
};

export const CATEGORIES = Object.keys(THEMES);

const FIRST = [
  "Ada",
  "Benedikt",
  "Carmen",
  "Dorothea",
  "Emeka",
  "Fiona",
  "Goran",
  "Helmi",
  "Ines",
  "Jonas",
  "Keiko",
  "Liam",
  "Mirela",
  "Nadia",
  "Oskar",
  "Priya",
];
const LAST = [
  "Abernathy",
  "Brandt",
  "Castellanos",
  "Dunmore",
  "Eriksen",
  "Fairweather",
  "Grigore",
  "Hallam",
  "Ito",
  "Jankowski",
  "Kerrigan",
  "Lindqvist",
  "Marchetti",
  "Nwosu",
  "Okafor",
  "Penrose",
  "Quist",
  "Rao",
  "Sato",
  "Thorne",
];
const OPENINGS = [
  "A warm and exact book about",
  "Told without hurry and without waste, a book about",
  "The long-awaited second edition of a classic about",
  "Funny where you do not expect it: a book about",
  "Drawn from twenty years of notebooks, a book about",
];
const PRAISE = [
  "The maps alone are worth the price.",
  "Best read near water.",
  "Our staff have stopped lending out their copies.",
  "Some copies have a slightly bumped corner, which we think suits it.",
  "With an index that is a pleasure in itself.",
  "Signed by the author while the last box lasts.",
];

/** All the books, the same each time. */
export function books() {
  const random = sequence(20_260);
  const pick = (list) => list[Math.floor(random() * list.length)];
  return Array.from({ length: COUNT }, (_, place) => {
    const category = CATEGORIES[place % CATEGORIES.length];
    const { things, places, subject } = THEMES[category];
    // Every thing meets every place once before any pair comes again.
    const turn = Math.floor(place / CATEGORIES.length);
    const thing = things[turn % things.length];
    const where = places[(turn + Math.floor(turn / things.length)) % places.length];
    const id = 1001 + place;
    return {
      id,
      title:
        turn % 3 === 1
          ? `${thing}: Notes from ${where}`
          : turn % 3 === 2
            ? `A ${thing} for ${where}`.replace(/^A (?=[AEIOU])/, "An ")
            : `The ${thing} of ${where}`,
      author: `${pick(FIRST)} ${pick(LAST)}`,
      category,
      price: (Math.floor(random() * 3600) + 499) / 100,
      rating: Math.min(5, 2 + Math.floor(random() * 4)),
      stock: random() < 0.12 ? 0 : 1 + Math.floor(random() * 40),
      pages: 96 + Math.floor(random() * 480),
      year: 1998 + Math.floor(random() * 28),
      isbn: `978-0-00-${String(100_000 + id * 37).padStart(6, "0")}-${id % 10}`,
      description: `${pick(OPENINGS)} ${subject}. ${pick(PRAISE)}`,
    };
  });
}

export function slugOf(category) {
  return category.toLowerCase();
}

/** A small linear congruential generator: numbers in [0, 1), the same after the same seed. */
function sequence(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
