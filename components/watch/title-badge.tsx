"use client";

import { useEffect } from "react";
import { useWatchedJobs } from "./watched-jobs.ts";

/** Puts before the title of the tab, whoever writes it, how many watched jobs have ended that nobody has looked at yet. */
export function TitleBadge() {
  const ended = useWatchedJobs().filter((job) => job.ended !== null).length;

  useEffect(() => {
    const put = () => {
      const title = withBadge(document.title, ended);
      if (title !== document.title) document.title = title;
    };
    put();
    const observer = new MutationObserver(put);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [ended]);

  return null;
}

/** `(2) Failed · books`; with none, the title without what stood before it. */
export function withBadge(title: string, ended: number): string {
  const plain = title.replace(/^\(\d+\) /, "");
  return ended === 0 ? plain : `(${ended}) ${plain}`;
}
