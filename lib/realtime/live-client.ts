import { io, type Socket } from "socket.io-client";
import { Liveness, type LiveStatus } from "./liveness.ts";
import {
  type ClientToServer,
  type Delivery,
  type JoinAnswer,
  type Room,
  type ServerToClient,
  SOCKET_PATH,
} from "./protocol.ts";
import { type RoomHandlers, Subscription } from "./subscription.ts";
import { watchPage } from "./watch-page.ts";

export type { LiveStatus } from "./liveness.ts";

/** Requests that go into one message. */
const JOINS_PER_MESSAGE = 200;
const ANSWER_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** A connection that held for so long was a good one: after it the first try comes soon again. */
const SETTLED_MS = 10_000;
/** A tab that has been hidden for so long gives its connection back. */
const PAUSE_HIDDEN_MS = 60_000;

const NO_ANSWER: JoinAnswer = { room: "", status: "refused", reason: "The server gave no answer." };

/** A live connection to the console's server. It connects at once, and again whenever it is lost, until `close`. */
export interface LiveClient {
  status(): LiveStatus;
  /** Tells of every change of phase, and of news at most once a second. */
  onStatus(fn: (status: LiveStatus) => void): () => void;
  /** Listens to a room. `since` is the revision of the caller's data; what came after it is told first. */
  join(room: Room, since: number, handlers: RoomHandlers): { leave(): void; resume(revision: number): void };
  reconnectNow(): void;
  /** Keeps the connection while the tab is hidden, until what it gives is called: somebody waits for news. */
  keepAwake(): () => void;
  close(): void;
}

export interface LiveClientOptions {
  /** The origin of the server; the page's own when left out. */
  url?: string;
  /** Headers of the handshake, for clients that are no browser. */
  headers?: Record<string, string>;
}

/** Opens the one connection that all parts of a page share. */
export function createLiveClient(options: LiveClientOptions): LiveClient {
  const socket: Socket<ServerToClient, ClientToServer> = io(options.url ?? "/", {
    path: SOCKET_PATH,
    transports: ["websocket"],
    autoConnect: false,
    reconnection: false,
    multiplex: false,
    timeout: CONNECT_TIMEOUT_MS,
    ...(options.headers === undefined ? {} : { extraHeaders: options.headers }),
  });
  const liveness = new Liveness();
  const rooms = new Map<Room, Set<Subscription>>();
  /** The rooms that the server was asked for on this connection and not told to forget. */
  const entered = new Set<Room>();
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let flushing = false;
  let connectedAt: number | null = null;
  /** The connection is being ended on purpose: by a pause, a fresh start, or for good. */
  let ending = false;
  let paused = false;
  let closed = false;
  let hiddenForLong = false;
  /** How many need news although the tab is hidden. */
  let awake = 0;

  socket.on("connect", () => {
    connectedAt = Date.now();
    entered.clear();
    liveness.connected();
    for (const subscription of subscriptions()) subscription.want();
    flush();
  });
  socket.on("disconnect", lost);
  socket.on("connect_error", lost);
  socket.on("room:changed", (delivery: Delivery) => {
    liveness.heard();
    for (const subscription of [...(rooms.get(delivery.room) ?? [])]) subscription.delivered(delivery);
  });
  socket.on("feed:advanced", ({ revision }) => {
    liveness.heard();
    for (const subscription of subscriptions()) subscription.advanced(revision);
  });

  const unwatchPage = watchPage({
    onWake: () => {
      hiddenForLong = false;
      const isWaiting = liveness.status().retryAt !== null;
      if (paused || isWaiting || (socket.connected && liveness.isSilent())) reconnectNow();
    },
    onHidden: () => {
      hiddenForLong = true;
      pauseIfIdle();
    },
    hiddenForMs: PAUSE_HIDDEN_MS,
  });

  function* subscriptions(): Generator<Subscription> {
    for (const listeners of rooms.values()) yield* listeners;
  }

  function lost(): void {
    if (ending) return;
    if (connectedAt !== null && Date.now() - connectedAt > SETTLED_MS) failures = 0;
    connectedAt = null;
    failures++;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 1.5 ** Math.min(failures - 1, 20));
    // The first try comes soon; after a restart of the server a crowd of clients must not come all at once.
    const wait = failures === 1 ? Math.random() * longest : longest * (0.5 + Math.random() / 2);
    clearTimeout(retry);
    retry = setTimeout(connect, wait);
    liveness.lost(Date.now() + wait);
  }

  function connect(): void {
    clearTimeout(retry);
    if (closed) return;
    liveness.connecting();
    socket.connect();
  }

  function pauseIfIdle(): void {
    if (!hiddenForLong || awake > 0 || paused) return;
    paused = true;
    clearTimeout(retry);
    disconnect();
    liveness.paused();
  }

  function disconnect(): void {
    ending = true;
    socket.disconnect();
    ending = false;
  }

  function reconnectNow(): void {
    paused = false;
    failures = 0;
    disconnect();
    connect();
  }

  /** Joins and leaves of one task go out together. */
  function flushSoon(): void {
    if (flushing) return;
    flushing = true;
    queueMicrotask(() => {
      flushing = false;
      flush();
    });
  }

  function flush(): void {
    if (!socket.connected) return;
    const left = [...entered].filter((room) => !rooms.has(room));
    if (left.length > 0) socket.emit("rooms:leave", left);
    for (const room of left) entered.delete(room);
    const wanted = [...subscriptions()].filter((subscription) => subscription.state === "wanted");
    for (let from = 0; from < wanted.length; from += JOINS_PER_MESSAGE) {
      ask(wanted.slice(from, from + JOINS_PER_MESSAGE));
    }
    settle();
  }

  function settle(): void {
    const isOpen = ({ state }: Subscription) => state === "wanted" || state === "joining";
    if (![...subscriptions()].some(isOpen)) liveness.caughtUp();
  }

  function ask(wanted: readonly Subscription[]): void {
    for (const subscription of wanted) {
      subscription.asked();
      entered.add(subscription.room);
    }
    const requests = wanted.map(({ room, since }) => ({ room, since }));
    const { id } = socket;
    socket.timeout(ANSWER_TIMEOUT_MS).emit("rooms:join", requests, (error: Error | null, answers: JoinAnswer[]) => {
      if (socket.id !== id || closed) return;
      if (error !== null) {
        socket.io.engine.close();
        return;
      }
      liveness.heard();
      for (const [place, subscription] of wanted.entries()) {
        subscription.answered(answers[place] ?? NO_ANSWER);
      }
      settle();
    });
  }

  connect();
  return {
    status: () => liveness.status(),
    onStatus: (fn) => liveness.onStatus(fn),
    join(room, since, handlers) {
      const subscription = new Subscription(room, since, handlers, flushSoon);
      const listeners = rooms.get(room) ?? new Set();
      rooms.set(room, listeners.add(subscription));
      flushSoon();
      return {
        leave() {
          subscription.leave();
          listeners.delete(subscription);
          if (listeners.size === 0 && rooms.get(room) === listeners) rooms.delete(room);
          flushSoon();
        },
        resume: (revision) => subscription.resume(revision),
      };
    },
    reconnectNow,
    keepAwake() {
      awake++;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        awake--;
        pauseIfIdle();
      };
    },
    close() {
      closed = true;
      clearTimeout(retry);
      unwatchPage();
      liveness.close();
      disconnect();
    },
  };
}
