"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { serverNow } from "../../lib/api/client.ts";
import type { LiveClient, LiveStatus } from "../../lib/realtime/live-client.ts";
import { useNow } from "./use-now.ts";

const LiveContext = createContext<LiveClient | null>(null);

/**
 * Opens the one live connection of this page and closes it at the end. Its code comes after the page: what is shown
 * first needs no connection.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [client, setClient] = useState<LiveClient | null>(null);

  useEffect(() => {
    let closed = false;
    let opened: LiveClient | undefined;
    const open = async () => {
      const { createLiveClient } = await import("../../lib/realtime/live-client.ts");
      if (closed) return;
      opened = createLiveClient({});
      setClient(opened);
    };
    void open();
    return () => {
      closed = true;
      opened?.close();
    };
  }, []);

  return <LiveContext value={client}>{children}</LiveContext>;
}

/** The live connection; null until the page runs in a browser. */
export function useLiveClient(): LiveClient | null {
  return useContext(LiveContext);
}

const CONNECTING: LiveStatus = { phase: "connecting", lastHeardAt: null, retryAt: null, staleSince: null };

/** How the live connection stands. Its times are put on the server's clock, as `useNow` is. */
export function useLiveStatus(): LiveStatus {
  const client = useLiveClient();
  const [status, setStatus] = useState(CONNECTING);

  useEffect(() => {
    if (client === null) return;
    setStatus(onServerClock(client.status()));
    return client.onStatus((next) => setStatus(onServerClock(next)));
  }, [client]);

  return status;
}

function onServerClock(status: LiveStatus): LiveStatus {
  const offset = serverNow() - Date.now();
  const shift = (at: number | null) => (at === null ? null : at + offset);
  return {
    phase: status.phase,
    lastHeardAt: shift(status.lastHeardAt),
    retryAt: shift(status.retryAt),
    staleSince: shift(status.staleSince),
  };
}

const LOST_FOR_LONG_MS = 10_000;

/** Since when the data on the screen is old; null while it is not, or has been for a moment only. */
export function useOldSince(): { phase: LiveStatus["phase"]; since: number | null } | null {
  const { phase, staleSince } = useLiveStatus();
  const now = useNow();
  if (phase === "stale" || phase === "offline") return { phase, since: staleSince };
  if (phase !== "reconnecting" || staleSince === null || now === null) return null;
  return now - staleSince < LOST_FOR_LONG_MS ? null : { phase, since: staleSince };
}
