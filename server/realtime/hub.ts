import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Change } from "../../lib/realtime/change.ts";
import {
  COALESCE_MS,
  type Delivery,
  type JoinAnswer,
  type JoinRequest,
  type LiveEvent,
  type Room,
} from "../../lib/realtime/protocol.ts";
import type { Database } from "../db/schema.ts";
import { readSummary } from "../store/counts.ts";
import type { ChangeFeed } from "./change-feed.ts";
import { coalesce } from "./coalesce.ts";
import { readLogEvents } from "./log-lines.ts";
import { beginsToMatch, namesMe } from "./newcomers.ts";
import { OpenRoom } from "./room.ts";
import { parseRoom, roomsOf, type Topic } from "./topic.ts";

/** More missed changes than this are not told one by one: fetching afresh costs less. */
const MAX_REPLAY = 2000;
const RETRY_MS = 1000;

/** Carries deliveries to members. All of it happens at once, without waiting. */
export interface Carrier {
  enter(member: string, channel: string): void;
  leave(member: string, channel: string): void;
  deliver(channel: string, delivery: Delivery): void;
  /** Cuts every connection; those who come back learn by their join what they missed. */
  cutAll(): void;
}

/** Who joins. `gone` turns true when the connection ended, which may be while a join is under way. */
export interface Member {
  readonly id: string;
  readonly org: string;
  /** Whom `by:me` means. */
  readonly reader: { id: string; name: string };
  readonly gone: boolean;
}

/** Keeps a job up to date, for whoever looks at its run, until what it returns is called. */
export type WatchJob = (org: string, key: { source: string; id: string }) => () => void;

/**
 * Tells each room what the feed says about it: the first change at once, those that follow within `COALESCE_MS`
 * together. Revisions of a room chain: every member has been told everything up to the room's revision.
 */
export class Hub {
  readonly #feed: ChangeFeed;
  readonly #db: Kysely<Database>;
  readonly #carrier: Carrier;
  readonly #log: Logger;
  readonly #watch: WatchJob;
  /** By organisation and key: rooms that mean something else for each reader are a room for each. */
  readonly #orgs = new Map<string, Map<string, OpenRoom>>();
  readonly #unfollow: () => void;
  #opened = 0;
  #closed = false;

  constructor(parts: { feed: ChangeFeed; db: Kysely<Database>; carrier: Carrier; log: Logger; watch?: WatchJob }) {
    this.#feed = parts.feed;
    this.#db = parts.db;
    this.#carrier = parts.carrier;
    this.#log = parts.log;
    this.#watch = parts.watch ?? (() => () => undefined);
    this.#unfollow = parts.feed.follow({
      changed: (changes) => this.#route(changes),
      broken: () => this.#startAfresh(),
    });
  }

  /** Joins rooms; each answer stands at the place of its request. Members may join again with another `since`. */
  async join(member: Member, requests: readonly JoinRequest[]): Promise<JoinAnswer[]> {
    // The client's data may be newer than what this node has read of the feed: read on, so that nothing is told twice.
    if (requests.some(({ since }) => since > this.#feed.revision)) await this.#feed.catchUp();
    return await Promise.all(requests.map((request) => this.#join(member, request)));
  }

  leave(member: Member, name: Room): void {
    const room = this.#find(member, name);
    if (room === undefined || !room.members.delete(member.id)) return;
    this.#carrier.leave(member.id, room.channel);
    this.#closeIfEmpty(room);
  }

  /** The revision up to which every room has told its members everything. */
  settledRevision(): number {
    let settled = this.#feed.revision;
    for (const rooms of this.#orgs.values()) {
      for (const { pending } of rooms.values()) {
        if (pending[0] !== undefined) settled = Math.min(settled, pending[0].revision - 1);
      }
    }
    return settled;
  }

  /** The last revision that members of a room were told; null when nobody is in it. */
  revisionOf(member: Member, name: Room): number | null {
    return this.#find(member, name)?.revision ?? null;
  }

  close(): void {
    this.#closed = true;
    this.#unfollow();
    this.#forgetRooms();
  }

  async #join(member: Member, { room: asked, since }: JoinRequest): Promise<JoinAnswer> {
    const parsed = parseRoom(asked);
    if ("problem" in parsed) return { room: asked, status: "refused", reason: parsed.problem };
    const { room: name, topic } = parsed;
    if (since > this.#feed.revision) return { room: name, status: "resync", revision: this.#feed.revision };
    const room = this.#open(member, name, topic);
    room.joining++;
    try {
      return await room.inTurn(() => this.#enter(member, room, since));
    } catch (error) {
      this.#log.warn({ err: error, room: name }, "Could not read what a room was told before");
      return { room: name, status: "resync", revision: this.#feed.revision };
    } finally {
      room.joining--;
      this.#closeIfEmpty(room);
    }
  }

  async #enter(member: Member, room: OpenRoom, since: number): Promise<JoinAnswer> {
    const resync = (): JoinAnswer => ({ room: room.name, status: "resync", revision: this.#feed.revision });
    if (since > room.revision) await this.#deliverPending(room);
    const missed = this.#missed(room, since);
    const told = missed && (await this.#tell(room, missed));
    if (told === null) return resync();
    if (member.gone || this.#closed) return { room: room.name, status: "refused", reason: "The connection has ended." };
    room.members.add(member.id);
    this.#carrier.enter(member.id, room.channel);
    return { room: room.name, status: "joined", revision: room.revision, events: told };
  }

  /** What the room heard after `since` and its members know; null when that is no longer known or too much. */
  #missed(room: OpenRoom, since: number): Change[] | null {
    if (since >= room.revision) return [];
    const { topic, org } = room;
    const changes =
      topic.kind === "job" || topic.kind === "run"
        ? this.#feed.recent.ofJobAfter(topic.source, topic.id, since)
        : this.#feed.recent.after(since);
    const missed = changes?.filter(
      (change) => change.org === org && change.revision <= room.revision && concerns(room, change),
    );
    return missed === undefined || missed.length > MAX_REPLAY ? null : missed;
  }

  #route(changes: readonly Change[]): void {
    const touched = new Set<OpenRoom>();
    for (const change of changes) {
      const rooms = this.#orgs.get(change.org);
      if (rooms === undefined) continue;
      for (const name of roomsOf(change)) {
        const room = rooms.get(name);
        if (room === undefined) continue;
        room.pending.push(change);
        touched.add(room);
      }
      if (change.kind !== "job-created" && change.kind !== "job") continue;
      for (const room of rooms.values()) {
        if (room.topic.kind !== "filter" || !beginsToMatch(room.topic.filter, room.reader, change)) continue;
        room.pending.push(change);
        touched.add(room);
      }
    }
    for (const room of touched) this.#schedule(room, room.deliveredAt + COALESCE_MS - performance.now());
  }

  #schedule(room: OpenRoom, inMs: number): void {
    if (room.timer !== undefined || this.#closed) return;
    const deliver = () => {
      room.timer = undefined;
      void room.inTurn(() => this.#deliverPending(room));
    };
    if (inMs > 0) room.timer = setTimeout(deliver, inMs);
    else deliver();
  }

  async #deliverPending(room: OpenRoom): Promise<void> {
    if (room.pending.length === 0 || this.#closed) return;
    const changes = [...room.pending];
    const revision = this.#feed.revision;
    room.deliveredAt = performance.now();
    try {
      const events = room.members.size === 0 ? [] : await this.#tell(room, changes);
      if (this.#closed) return;
      room.pending.splice(0, changes.length);
      this.#deliver(room, revision, events);
    } catch (error) {
      this.#log.warn({ err: error, room: room.name }, "Could not read what a room is to be told; trying again");
      this.#schedule(room, RETRY_MS);
    }
  }

  /** Sends what is to be told. Too much to be told goes out as a delivery that no one can follow on to. */
  #deliver(room: OpenRoom, revision: number, events: LiveEvent[] | null): void {
    const { name, channel, revision: previous } = room;
    const send = (from: number, to: number, part: LiveEvent[]) => {
      const sentAt = new Date().toISOString();
      this.#carrier.deliver(channel, { room: name, previous: from, revision: to, sentAt, events: part });
    };
    room.revision = revision;
    if (events === null) {
      send(revision, revision, []);
      return;
    }
    const parts = inParts(events);
    const last = parts.pop();
    for (const part of parts) send(previous, previous, part);
    if (last !== undefined) send(previous, revision, last);
  }

  /** The events that sum up changes of a room; null when they are too many to be told. */
  async #tell(room: OpenRoom, changes: readonly Change[]): Promise<LiveEvent[] | null> {
    if (changes.length === 0) return [];
    const digest = coalesce(room.topic, changes);
    const events = digest.events;
    if (digest.counts) events.unshift({ type: "counts", counts: (await readSummary(this.#db, room.org)).counts });
    for (const range of digest.logs) {
      const lines = await readLogEvents(this.#db, range);
      if (lines === null) return null;
      events.push(...lines);
    }
    return events;
  }

  #find({ org, reader }: Member, name: Room): OpenRoom | undefined {
    const rooms = this.#orgs.get(org);
    return rooms?.get(personalKey(name, reader)) ?? rooms?.get(name);
  }

  #open({ org, reader }: Member, name: Room, topic: Topic): OpenRoom {
    const rooms = this.#orgs.get(org) ?? new Map<string, OpenRoom>();
    this.#orgs.set(org, rooms);
    const key = topic.kind === "filter" && namesMe(topic.filter) ? personalKey(name, reader) : name;
    const open = rooms.get(key);
    if (open !== undefined) return open;
    const channel = `room ${++this.#opened}`;
    const room = new OpenRoom({ org, name, key, reader, topic, channel, revision: this.#feed.revision });
    rooms.set(key, room);
    if (topic.kind === "run") room.unwatch = this.#watch(org, topic);
    return room;
  }

  #closeIfEmpty(room: OpenRoom): void {
    if (room.members.size > 0 || room.joining > 0) return;
    clearTimeout(room.timer);
    const rooms = this.#orgs.get(room.org);
    if (rooms?.get(room.key) !== room) return;
    room.unwatch();
    rooms.delete(room.key);
    if (rooms.size === 0) this.#orgs.delete(room.org);
  }

  #startAfresh(): void {
    this.#carrier.cutAll();
    // Whoever comes back enters new rooms; what is still under way for the old ones reaches nobody.
    this.#forgetRooms();
  }

  #forgetRooms(): void {
    for (const room of [...this.#orgs.values()].flatMap((rooms) => [...rooms.values()])) {
      clearTimeout(room.timer);
      room.unwatch();
    }
    this.#orgs.clear();
  }
}

function concerns({ topic, name, reader }: OpenRoom, change: Change): boolean {
  return topic.kind === "filter" ? beginsToMatch(topic.filter, reader, change) : roomsOf(change).includes(name);
}

/** No name of a room begins with a line break. */
function personalKey(name: Room, reader: Member["reader"]): string {
  return `\n${reader.id}\n${name}`;
}

/** Large events go out one by one; the small ones with the last of them. */
function inParts(events: LiveEvent[]): LiveEvent[][] {
  if (events.length === 0) return [];
  const logs = events.filter((event) => event.type === "logs");
  const rest = events.filter((event) => event.type !== "logs");
  const last = logs.pop();
  return [...logs.map((event) => [event]), last === undefined ? rest : [...rest, last]];
}
