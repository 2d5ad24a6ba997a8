"use client";

import { isOver } from "../../bulk-actions/action-words.ts";
import { useBulkFeed } from "../../bulk-actions/use-bulk-feed.ts";
import { tellEnd } from "./bulk-commands.ts";
import { unfollow, useFollowed } from "./follow.ts";

/** Tells the end of the bulk actions that were begun in this tab, on whatever page it is by then. */
export function FollowWatch() {
  return [...useFollowed()].map(([id, { since }]) => <Watch key={id} id={id} since={since} />);
}

function Watch({ id, since }: { id: string; since: number }) {
  useBulkFeed(since, (action) => {
    if (action.id !== id || !isOver(action)) return;
    const followed = unfollow(id);
    if (followed !== null) tellEnd(action, followed.toast);
  });
  return null;
}
