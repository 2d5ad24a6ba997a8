"use client";

import { BulkDialogHost } from "../jobs/bulk/bulk-dialog-host.tsx";
import { CancelDialogHost } from "../jobs/cancel-dialog-host.tsx";
import { HeldCancelWatch } from "../jobs/held-cancel-watch.tsx";
import { useSummaryFeed } from "../live/use-summary-feed.ts";
import { useSourcesFeed } from "../sources/use-sources-feed.ts";
import { TipLayer } from "../ui/tip-layer.tsx";
import { Toaster } from "../ui/toaster.tsx";
import { TabTitle } from "../watch/tab-title.tsx";
import { WatchBell } from "../watch/watch-bell.tsx";
import { WatchFeed } from "../watch/watch-feed.tsx";
import { Shortcuts } from "./shortcuts.tsx";

export { DownMark } from "../sources/down-mark.tsx";
export { ConnectionBanner } from "./connection-banner.tsx";

/** The parts of the shell that nobody sees at first. Their code comes after the page's. */
export function LateParts({ person }: { person: string }) {
  useSummaryFeed();
  useSourcesFeed();
  return (
    <>
      <Toaster />
      <TipLayer />
      <Shortcuts />
      <CancelDialogHost person={person} />
      <HeldCancelWatch />
      <BulkDialogHost />
      <WatchFeed />
      <WatchBell />
      <TabTitle />
    </>
  );
}
