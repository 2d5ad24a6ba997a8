"use client";

import { useEffect, useEffectEvent } from "react";
import { ApiError } from "../../lib/api/client.ts";
import type { LiveClient } from "../../lib/realtime/live-client.ts";
import type { LiveEvent, Room } from "../../lib/realtime/protocol.ts";
import { useLiveClient } from "./live-provider.tsx";

const REFETCH_AGAIN_MS = 3000;

export interface RoomHandlers {
  onEvents: (events: LiveEvent[], revision: number) => void;
  /** Fetches afresh what the room is about and gives the revision of the answer. */
  refetch: () => Promise<number>;
}

/** Joins a room and keeps to the protocol: on a resync it fetches afresh, as often as it takes, and resumes from there. */
export function joinRoom(client: LiveClient, room: Room, since: number, handlers: RoomHandlers): () => void {
  let left = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const handle = client.join(room, since, { onEvents: handlers.onEvents, onResync: () => void resync() });

  async function resync(): Promise<void> {
    try {
      const revision = await handlers.refetch();
      if (!left) handle.resume(revision);
    } catch (error) {
      // What is no longer there will not come back: asking on would be a poll without an end.
      if (error instanceof ApiError && error.code === "NOT_FOUND") return;
      if (!left) timer = setTimeout(resync, REFETCH_AGAIN_MS);
    }
  }

  return () => {
    left = true;
    clearTimeout(timer);
    handle.leave();
  };
}

/** Listens to a room while the component is there, from the revision that its data holds; not before there is one. */
export function useRoom(room: Room | null, since: number | undefined, handlers: RoomHandlers): void {
  const client = useLiveClient();
  const onEvents = useEffectEvent(handlers.onEvents);
  const refetch = useEffectEvent(handlers.refetch);
  const sinceAtJoin = useEffectEvent(() => since ?? 0);
  const ready = since !== undefined;

  useEffect(() => {
    if (client === null || room === null || !ready) return;
    return joinRoom(client, room, sinceAtJoin(), {
      onEvents: (events, revision) => onEvents(events, revision),
      refetch: () => refetch(),
    });
  }, [client, room, ready]);
}
