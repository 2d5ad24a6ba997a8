import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { EXPORT_COLUMNS, EXPORT_FORMATS, type ExportFormat } from "../lib/jobs/export-columns.ts";
import { DEFAULT_ORG, type Principal } from "../server/auth/principal.ts";
import { type OpenDatabase, openDatabase } from "../server/db/open-database.ts";
import { seedStore } from "../server/seed/seed-store.ts";
import { ExportService } from "../server/services/export-service.ts";
import { Store } from "../server/store/write.ts";
import { hasServer, makeEmbedded, makeOnServer, type TestDatabase } from "../server/testing/temporary-database.ts";
import type { Measurement, Scenario } from "./scenario.ts";

const JOBS = { server: 200_000, embedded: 50_000 };
const EXPORTER: Principal = { kind: "token", id: "bench", name: "Bench", org: DEFAULT_ORG, scopes: ["services:read"] };
const MB = 1024 * 1024;

/** How fast the list leaves as a file over HTTP, and how much memory that takes. */
export const exportRows: Scenario = {
  name: "export",
  about: "the whole list as a file: rows a second over HTTP, and what the process grows by meanwhile",
  async run(say) {
    const measurements: Measurement[] = [];
    if (hasServer) measurements.push(...(await onDatabase("PostgreSQL", await makeOnServer(), JOBS.server, say)));
    else say("PostgreSQL left out: no server at TEST_DATABASE_URL");
    measurements.push(...(await onDatabase("embedded", await makeEmbedded(), JOBS.embedded, say)));
    return measurements;
  },
};

async function onDatabase(
  name: string,
  made: TestDatabase,
  jobs: number,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const database = await openDatabase(made.settings);
  try {
    say(`${name}: making ${jobs} jobs`);
    await seedStore(database.db, { jobs, days: 30, seed: "export", now: Date.now() });
    const measurements: Measurement[] = [];
    for (const format of EXPORT_FORMATS) {
      for (const q of ["", "state:failed"]) {
        say(`${name}: ${format} ${q}`);
        const what = `${format}, ${q === "" ? "all jobs" : q}`;
        measurements.push({ what, under: name, figures: await measure(database, format, q) });
      }
    }
    return measurements;
  } finally {
    await database.close();
    await made.remove();
  }
}

async function measure(database: OpenDatabase, format: ExportFormat, q: string): Promise<Record<string, string>> {
  const exports = new ExportService(new Store(database.db));
  const server = createServer((_, response) => {
    const { parts } = exports.list(EXPORTER, { q, sort: "-created", format, columns: EXPORT_COLUMNS });
    void pipeline(parts, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const before = process.memoryUsage().rss;
    const begun = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}/`);
    let [bytes, lines, most] = [0, 0, before];
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      for (const byte of chunk) if (byte === 10) lines++;
      most = Math.max(most, process.memoryUsage().rss);
    }
    const seconds = (performance.now() - begun) / 1000;
    return {
      rows: String(lines),
      "rows/s": String(Math.round(lines / seconds)),
      "MB/s": (bytes / MB / seconds).toFixed(1),
      "grew by MB": ((most - before) / MB).toFixed(0),
    };
  } finally {
    server.close();
  }
}
