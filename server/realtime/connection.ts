import type { Socket } from "socket.io";
import { z } from "zod";
import {
  type ClientToServer,
  type JoinAnswer,
  type JoinRequest,
  MAX_ROOMS,
  type Room,
  type ServerToClient,
} from "../../lib/realtime/protocol.ts";
import type { Hub, Member } from "./hub.ts";
import { MAX_ROOM_LENGTH, parseRoom } from "./topic.ts";

export type LiveSocket = Socket<ClientToServer, ServerToClient>;

/** Requests of one client that may wait for their turn. */
const MAX_WAITING = 100;

const requestSchema = z.object({
  room: z.string().max(MAX_ROOM_LENGTH),
  since: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
const requestsSchema = z.array(z.unknown()).max(MAX_ROOMS);
const roomsSchema = z.array(z.string().max(MAX_ROOM_LENGTH)).max(MAX_ROOMS);

/** One client: the rooms that it is in, and how far it lags behind in reading. */
export class Connection implements Member {
  readonly id: string;
  readonly org: string;
  readonly reader: { id: string; name: string };
  readonly socket: LiveSocket;
  readonly rooms = new Set<Room>();
  gone = false;
  /** Since when it has been sent nothing, on the clock of `performance.now`; null while it keeps up. */
  laggingSince: number | null = null;
  /** The rooms of which it missed deliveries while it lagged. */
  readonly missed = new Set<Room>();
  readonly #hub: Hub;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: LiveSocket, { org, id, name }: { org: string; id: string; name: string }, hub: Hub) {
    this.id = socket.id;
    this.org = org;
    this.reader = { id, name };
    this.socket = socket;
    this.#hub = hub;
  }

  /** Joins what can be joined; every request gets its answer. Requests of one client are served one after another. */
  async join(requests: unknown): Promise<JoinAnswer[]> {
    const parsed = requestsSchema.safeParse(requests);
    if (!parsed.success) {
      return [{ room: "", status: "refused", reason: `Expected at most ${MAX_ROOMS} of {room, since} in an array.` }];
    }
    let answers: JoinAnswer[] = [];
    await this.#inTurn(async () => {
      answers = await this.#join(parsed.data);
    });
    return answers;
  }

  async leave(rooms: unknown): Promise<void> {
    const parsed = roomsSchema.safeParse(rooms);
    if (!parsed.success) return;
    await this.#inTurn(async () => {
      for (const name of parsed.data) {
        const room = parseRoom(name);
        if (!("problem" in room) && this.rooms.delete(room.room)) this.#hub.leave(this, room.room);
      }
    });
  }

  end(): void {
    this.gone = true;
    for (const room of this.rooms) this.#hub.leave(this, room);
    this.rooms.clear();
  }

  async #join(requests: readonly unknown[]): Promise<JoinAnswer[]> {
    const answers: (JoinAnswer | null)[] = [];
    const accepted: JoinRequest[] = [];
    const rooms = new Set<string>(this.rooms);
    for (const request of requests) {
      const admitted = admit(request, rooms);
      answers.push("status" in admitted ? admitted : null);
      if ("since" in admitted) accepted.push(admitted);
    }
    const given = await this.#hub.join(this, accepted);
    for (const answer of given) {
      const room = "room" in answer && answer.status === "joined" ? answer.room : null;
      if (room !== null) this.rooms.add(room);
    }
    // The connection may have ended after its place in the room was taken.
    if (this.gone) this.end();
    let next = 0;
    return answers.flatMap((answer) => answer ?? given[next++] ?? []);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    if (++this.#waiting > MAX_WAITING) this.socket.disconnect(true);
    const turn = this.#last.then(async () => {
      try {
        if (!this.gone) await work();
      } finally {
        this.#waiting--;
      }
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** The request as it may be passed on, counted into `rooms`, or why it is refused. */
function admit(request: unknown, rooms: Set<string>): JoinRequest | Extract<JoinAnswer, { status: "refused" }> {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { room: "", status: "refused", reason: `${issue?.path.join(".")}: ${issue?.message}` };
  }
  const room = parseRoom(parsed.data.room);
  if ("problem" in room) return { room: parsed.data.room, status: "refused", reason: room.problem };
  if (!rooms.has(room.room) && rooms.size >= MAX_ROOMS) {
    return { room: room.room, status: "refused", reason: `A connection can be in ${MAX_ROOMS} rooms at a time.` };
  }
  rooms.add(room.room);
  return { room: room.room, since: parsed.data.since };
}
