"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { LiveClient, LiveStatus } from "../../lib/realtime/live-client.ts";

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

/** How the live connection stands. */
export function useLiveStatus(): LiveStatus {
  const client = useLiveClient();
  const [status, setStatus] = useState(CONNECTING);

  useEffect(() => {
    if (client === null) return;
    setStatus(client.status());
    return client.onStatus(setStatus);
  }, [client]);

  return status;
}
