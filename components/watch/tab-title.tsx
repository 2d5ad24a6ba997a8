"use client";

import { useEffect } from "react";
import { useWantedTitle } from "./tab-title-store.ts";
import { useWatchedJobs } from "./watched-jobs.ts";

/**
 * Writes the title of the tab: what the page wants, and before it how many watched jobs have ended that nobody has looked at
 * yet. Whoever else writes it is corrected.
 */
export function TabTitle() {
  const wanted = useWantedTitle();
  const ended = useWatchedJobs().filter((job) => job.ended !== null).length;

  useEffect(() => {
    const observer = new MutationObserver(put);
    function put() {
      const title = withBadge(wanted ?? document.title, ended);
      if (title !== document.title) document.title = title;
      // A title does not always read as it was written (spaces are collapsed): its own writing must not come back to it for ever.
      observer.takeRecords();
    }
    put();
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [wanted, ended]);

  return null;
}

/** `(2) Failed · books`; with none, the title without what stood before it. */
export function withBadge(title: string, ended: number): string {
  const plain = title.replace(/^\(\d+\) /, "");
  return ended === 0 ? plain : `(${ended}) ${plain}`;
}
