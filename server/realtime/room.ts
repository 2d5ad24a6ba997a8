import type { Change } from "../../lib/realtime/change.ts";
import type { Room } from "../../lib/realtime/protocol.ts";
import type { Topic } from "./topic.ts";

/** One room of one organisation, while somebody is in it or about to be. */
export class OpenRoom {
  readonly org: string;
  readonly name: Room;
  /** What the hub knows it by in its organisation. */
  readonly key: string;
  /** Who opened it; whose it is, if it means something else for each reader. */
  readonly reader: { id: string; name: string };
  readonly topic: Topic;
  /** What the sockets of the room are gathered under: unique, so that no two organisations can share one. */
  readonly channel: string;
  readonly members = new Set<string>();
  /** Joins under way: they keep the room open although it may have no member yet. */
  joining = 0;
  /** The revision of the last delivery, or of the opening: what every member holds. */
  revision: number;
  /** What came after `revision`. */
  pending: Change[] = [];
  /** When the last delivery went out, on the clock of `performance.now`. */
  deliveredAt = Number.NEGATIVE_INFINITY;
  timer: NodeJS.Timeout | undefined;
  /** Ends the watch over the job that it is about. */
  unwatch: () => void = () => undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(room: Pick<OpenRoom, "org" | "name" | "key" | "reader" | "topic" | "channel" | "revision">) {
    this.org = room.org;
    this.name = room.name;
    this.key = room.key;
    this.reader = room.reader;
    this.topic = room.topic;
    this.channel = room.channel;
    this.revision = room.revision;
  }

  /** Runs `work` after all earlier work on this room, so that joins and deliveries never cross. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
