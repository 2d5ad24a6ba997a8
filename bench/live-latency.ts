import { createLiveClient } from "../lib/realtime/live-client.ts";
import { hasServer, makeEmbedded, makeOnServer } from "../server/testing/temporary-database.ts";
import type { Committed, FromCrowd, FromServer, ToCrowd, ToServer } from "./live/messages.ts";
import { openPage } from "./live/page.ts";
import { type Child, startChild } from "./live/processes.ts";
import { distribution, type Measurement, type Scenario, untilStill, wallClock } from "./scenario.ts";

const TOKEN = "token-of-the-live-bench";
/** Each commit makes four changes: 500 changes a second. */
const COMMITS_PER_SECOND = 125;
const WARM_UP_SECONDS = 2;
const SECONDS = 12;

/** From the commit of a state change to the event at a socket, and to the pixel in a browser that shows the job. */
export const liveLatency: Scenario = {
  name: "live-latency",
  about: "state change committed → event at a socket and → pixel in Chromium, at 500 changes/s",
  async run(say) {
    const measurements: Measurement[] = [];
    if (hasServer) measurements.push(...(await measureDatabase("PostgreSQL", makeOnServer, say)));
    else say("PostgreSQL is left out: no server at TEST_DATABASE_URL");
    measurements.push(...(await measureDatabase("embedded", makeEmbedded, say)));
    return measurements;
  },
};

type ServerChild = Child<ToServer, FromServer>;

async function measureDatabase(
  database: string,
  make: typeof makeEmbedded,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const sockets of [1, 100]) {
    const made = await make();
    const { databaseUrl, dataDir } = made.settings;
    const server: ServerChild = startChild(new URL("./live/server.ts", import.meta.url), {
      NODE_ENV: "production",
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl ?? "",
      WATCHFLOOR_TOKEN: TOKEN,
      WATCHFLOOR_SAMPLES: "off",
      LOG_LEVEL: "warn",
    });
    try {
      say(`${database}, ${sockets} ${sockets === 1 ? "socket" : "sockets"}`);
      measurements.push(...(await measure(server, database, sockets, say)));
    } finally {
      await server.stop();
      await made.remove();
    }
  }
  return measurements;
}

async function measure(
  server: ServerChild,
  database: string,
  sockets: number,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const ready = await server.receive("ready");
  const crowd = sockets > 1 ? await startCrowd(ready, sockets - 1) : undefined;
  const listener = await listen(ready);
  try {
    await write(server, WARM_UP_SECONDS);
    listener.seen.length = 0;
    const written = await write(server, SECONDS);
    const under = `${database}, ${sockets} ${sockets === 1 ? "socket" : "sockets"}, ${rateOf(written)}`;
    await untilStill(() => listener.seen.length);
    const measurements: Measurement[] = [
      { what: "commit → event", under, figures: distribution(delays(written.committed, listener.seen)) },
    ];
    if (!ready.pages) {
      say("the pixel is left out: there is no build, `npm run build` makes one");
      return measurements;
    }
    const page = await openPage(ready.signInUrl, `${ready.origin}/jobs`, ready.jobIds.length);
    try {
      await write(server, WARM_UP_SECONDS);
      await page.takeSettled();
      const shown = await write(server, SECONDS);
      const seen = await page.takeSettled();
      const underPage = `${database}, ${sockets} ${sockets === 1 ? "socket" : "sockets"} and a browser, ${rateOf(shown)}`;
      measurements.push({
        what: "commit → pixel",
        under: underPage,
        figures: distribution(delays(shown.committed, seen)),
      });
    } finally {
      await page.close();
    }
    return measurements;
  } finally {
    listener.close();
    await crowd?.stop();
  }
}

type Ready = Extract<FromServer, { type: "ready" }>;
type Written = Extract<FromServer, { type: "written" }>;

async function write(server: ServerChild, seconds: number): Promise<Written> {
  const written = server.receive("written");
  server.send({ type: "write", commitsPerSecond: COMMITS_PER_SECOND, seconds });
  return await written;
}

async function startCrowd(ready: Ready, count: number): Promise<Child<ToCrowd, FromCrowd>> {
  const crowd = startChild<ToCrowd, FromCrowd>(new URL("./live/crowd.ts", import.meta.url), {});
  const { origin: url, jobIds, revision } = ready;
  const connected = crowd.receive("connected");
  crowd.send({ type: "connect", url, token: TOKEN, count, jobIds, revision });
  await connected;
  return crowd;
}

/** A client as the list page is one, that notes when it hears of each state. */
async function listen({ origin, jobIds, revision }: Ready): Promise<{ seen: Committed[]; close(): void }> {
  const seen: Committed[] = [];
  const client = createLiveClient({ url: origin, headers: { authorization: `Bearer ${TOKEN}` } });
  client.join("summary", revision, { onEvents: () => undefined, onResync: () => undefined });
  for (const id of jobIds) {
    client.join(`job:local/${id}`, revision, {
      onEvents(events) {
        const at = wallClock();
        for (const event of events) {
          if (event.type === "job" && event.patch.state !== undefined) seen.push({ id, state: event.patch.state, at });
        }
      },
      onResync() {
        throw new Error("The client was told to fetch afresh.");
      },
    });
  }
  await new Promise<void>((live) => client.onStatus(({ phase }) => phase === "live" && live()));
  return { seen, close: () => client.close() };
}

/** For each state that was seen, how long after its commit. States of one job are seen in the order of their commits. */
function delays(committed: readonly Committed[], seen: readonly Committed[]): number[] {
  const found: number[] = [];
  const commits = Map.groupBy(committed, ({ id }) => id);
  for (const sight of seen) {
    const ofJob = commits.get(sight.id) ?? [];
    const place = ofJob.findIndex(({ state, at }) => state === sight.state && at <= sight.at + CLOCK_SLACK_MS);
    const commit = ofJob[place];
    if (commit === undefined) continue;
    found.push(Math.max(0, sight.at - commit.at));
    commits.set(sight.id, ofJob.slice(place + 1));
  }
  return found;
}

/** The event may be there before the writer is told of its own commit. */
const CLOCK_SLACK_MS = 5;

function rateOf({ changes, seconds }: Written): string {
  return `${Math.round(changes / seconds)} changes/s`;
}
