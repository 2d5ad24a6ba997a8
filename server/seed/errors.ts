import type { Random } from "./random.ts";

const HOSTS = [
  "shop.example.com",
  "api.example.org",
  "crm.internal.example.net",
  "books.example.com",
  "feeds.example.org",
  "erp.example.net:8443",
] as const;
const PATHS = ["/items/", "/catalogue/page-", "/v2/accounts/", "/export/", "/search?page="] as const;
const FIELDS = ["price", "title", "customer_id", "vat_number", "published_at", "sku"] as const;
const TABLES = ["orders", "accounts", "stg_invoices", "contacts", "price_history"] as const;

const host = (random: Random) => random.pick(HOSTS);
const url = (random: Random) => `https://${host(random)}${random.pick(PATHS)}${random.int(1, 99_999)}`;
const field = (random: Random) => random.pick(FIELDS);
const table = (random: Random) => random.pick(TABLES);

/** What goes wrong in job systems, the most frequent first. */
export const ERRORS: readonly ((random: Random) => string)[] = [
  (r) =>
    `timed out after ${r.pick([15_000, 30_000, 60_000])} ms at task ${r.int(1, 400)} of ${r.int(400, 900)} (${url(r)})`,
  (r) => `${url(r)} answered 404 Not Found`,
  (r) => `${host(r)} closed the connection before the page was complete`,
  (r) => `${url(r)} answered 503 Service Unavailable, ${r.int(2, 5)} times in a row`,
  (r) => `${host(r)} answered 429 Too Many Requests; it asks to wait ${r.int(5, 900)} s`,
  (r) => `no address is known for ${host(r)}`,
  (r) => `field "${field(r)}" is missing on ${r.int(1, 300)} of ${r.int(300, 900)} items`,
  (r) => `connect ECONNREFUSED 10.${r.int(0, 255)}.${r.int(0, 255)}.${r.int(1, 254)}:${r.pick([443, 5432, 8443])}`,
  (r) =>
    `duplicate key value violates unique constraint "${table(r)}_pkey": key (id)=(${r.int(1000, 999_999)}) already exists`,
  (r) =>
    `deadlock detected while writing to "${table(r)}": process ${r.int(100, 32_000)} waits for ShareLock on transaction ${r.int(10_000, 999_999)}`,
  (r) =>
    `token expired at 2026-${String(r.int(1, 12)).padStart(2, "0")}-${String(r.int(1, 28)).padStart(2, "0")}; sign in to ${host(r)} again`,
  (r) => `permission denied for schema '${table(r)}' (request ${r.uuid()})`,
  (r) => `unexpected token '<' at position ${r.int(0, 4000)} of the answer of ${url(r)}`,
  (r) => `CERT_HAS_EXPIRED: the certificate of ${host(r)} ended ${r.int(1, 60)} days ago`,
  (r) => `worker 0x${r.hex(12)} was killed: out of memory (used ${r.int(2048, 4096)} MB of 2048 MB)`,
  (r) => `batch ${r.uuid()} was refused: ${r.int(1, 500)} of 500 records failed validation`,
  (r) => `selector "div.${field(r)} > span" matched nothing on ${url(r)}`,
  (r) => `disk quota exceeded while writing /var/lib/export/${r.hex(16)}.parquet (${r.int(10, 400)} GB)`,
  (r) =>
    `rate of new items fell from ${r.int(500, 2000)} to ${r.int(0, 20)}; stopped, since ${host(r)} seems to block us`,
  (r) => `login page shown instead of ${url(r)}`,
  (r) => `captcha shown at ${url(r)}`,
  (r) => `HTTP/2 stream ${r.int(1, 9999)} was reset by ${host(r)} (ENHANCE_YOUR_CALM)`,
  (r) => `row ${r.int(1, 900_000)}: "${field(r)}" is not a number: "n/a"`,
  (r) => `row ${r.int(1, 900_000)}: invalid byte sequence for encoding UTF-8: 0x${r.hex(2)} 0x${r.hex(2)}`,
  (r) => `lost the lease of partition ${r.int(0, 63)} after ${r.int(30, 90)} s without heartbeat`,
  (r) => `schema of ${table(r)} changed: column "${field(r)}" is gone`,
  (r) => `checksum mismatch for part ${r.int(1, 128)}: expected ${r.hex(32)}, got ${r.hex(32)}`,
  (r) => `page is larger than ${r.pick([5, 10, 20])} MB`,
  (r) => `too many redirects (${r.int(10, 20)}) from ${url(r)}`,
  (r) => `GraphQL: cannot query field '${field(r)}' on type 'Account' (line ${r.int(1, 40)}, column ${r.int(1, 80)})`,
  (r) => `quota of ${r.int(1, 50) * 1000} requests a day is used up; it is renewed in ${r.int(1, 23)} h`,
  (r) => `upload to s3://exports-${r.hex(6)}/${r.uuid()} failed: SlowDown`,
  (r) => `Größe der Antwort stimmt nicht: ${r.int(100, 900)} statt ${r.int(900, 9000)} Bytes (${host(r)})`,
  (r) => `assertion failed: total ${r.int(1000, 9000)} ≠ sum of parts ${r.int(1000, 9000)}`,
  (r) => `the time limit of ${r.pick([600, 1800, 3600])} s was reached at ${r.int(50, 99)} %`,
  (r) => `foreign key: account ${r.int(1, 99_999)} does not exist in "accounts"`,
  (r) => `unknown currency code '${r.pick(["XXX", "ZZZ", "BTC"])}' in line ${r.int(1, 90_000)}`,
  (r) => `robots.txt of ${host(r)} forbids ${randomPath(r)}`,
  () => "the agent was deleted while the job waited",
  (r) => `💥 internal error ${r.hex(8)}: please contact support`,
];

function randomPath(random: Random): string {
  return `/${random.hex(5)}/*`;
}
