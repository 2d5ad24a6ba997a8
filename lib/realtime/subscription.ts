import type { Delivery, JoinAnswer, LiveEvent, Room } from "./protocol.ts";

export interface RoomHandlers {
  /** What happened, and the revision that the room then holds. */
  onEvents(events: LiveEvent[], revision: number): void;
  /** Too much was missed: fetch afresh, then `resume` with the revision of what was fetched. */
  onResync(): void;
}

/**
 * One listener of a room and the chain of revisions that it has followed. Several listeners of one room each have
 * their own, because each began with other data.
 */
export class Subscription {
  readonly room: Room;
  /** The revision up to which the listener knows everything about its room. */
  since: number;
  /** `wanted`: to be joined. `joining`: asked, deliveries are kept. `idle`: refused, or waiting for `resume`. */
  state: "wanted" | "joining" | "joined" | "idle" | "left" = "wanted";
  readonly #handlers: RoomHandlers;
  readonly #rejoin: () => void;
  #early: Delivery[] = [];

  /** `rejoin` is called when the subscription is wanted: it is to be asked for again, with its own `since`. */
  constructor(room: Room, since: number, handlers: RoomHandlers, rejoin: () => void) {
    this.room = room;
    this.since = since;
    this.#handlers = handlers;
    this.#rejoin = rejoin;
  }

  /** The connection is gone, or the place in the room is in doubt: ask again from what is known. */
  want(): void {
    if (this.state !== "idle") this.#ask();
  }

  /** The data was fetched afresh: what came after `revision` is wanted. */
  resume(revision: number): void {
    this.since = revision;
    this.#ask();
  }

  asked(): void {
    this.state = "joining";
    this.#early = [];
  }

  answered(answer: JoinAnswer): void {
    if (this.state !== "joining") return;
    const early = this.#early;
    this.#early = [];
    if (answer.status !== "joined") {
      this.state = "idle";
      if (answer.status === "resync") call(() => this.#handlers.onResync());
      return;
    }
    this.state = "joined";
    this.#apply(answer.events, answer.revision);
    for (const delivery of early) this.delivered(delivery);
  }

  delivered(delivery: Delivery): void {
    if (this.state === "joining") this.#early.push(delivery);
    if (this.state !== "joined") return;
    const { previous, revision, events } = delivery;
    if (previous > this.since) this.#ask();
    else if (revision > this.since || revision === previous) this.#apply(events, revision);
  }

  /** Everything up to `revision` has been delivered. */
  advanced(revision: number): void {
    if (this.state === "joined") this.since = Math.max(this.since, revision);
  }

  /** From now on the handlers are not called. */
  leave(): void {
    this.state = "left";
  }

  #ask(): void {
    if (this.state === "left") return;
    this.state = "wanted";
    this.#early = [];
    this.#rejoin();
  }

  #apply(events: LiveEvent[], revision: number): void {
    this.since = Math.max(this.since, revision);
    if (events.length > 0) call(() => this.#handlers.onEvents(events, this.since));
  }
}

/** One listener that throws must not keep the others from hearing; its error is reported like any uncaught one. */
function call(handler: () => void): void {
  try {
    handler();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
