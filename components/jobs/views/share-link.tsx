"use client";

import { Check, Link2 } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "../../ui/button.tsx";
import { type ListPlace, placeLink } from "../list-place.ts";
import type { ListView } from "./view-model.ts";

const SAID_MS = 2000;

/** Copies the absolute address of the list from its first page on, and says that it did. */
export function ShareLink({ place, current }: { place: ListPlace; current: { view: ListView } | null }) {
  const [said, setSaid] = useState<"copied" | "failed" | null>(null);

  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(setSaid, SAID_MS, null);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = async () => {
    // A view that the others cannot see would mean nothing to them.
    const isSeen = current !== null && (current.view.saved?.shared ?? true);
    const link = placeLink({ q: place.q, sort: place.sort, view: isSeen ? current.view.id : null });
    const { copyText } = await import("../../ui/copy-text.ts");
    setSaid((await copyText(new URL(link, window.location.href).href)) ? "copied" : "failed");
  };

  return (
    <>
      <IconButton label="Copy a link to this list" className="size-8" onClick={() => void copy()}>
        {said === "copied" ? (
          <Check aria-hidden="true" className="size-4 text-completed" />
        ) : (
          <Link2 aria-hidden="true" className="size-4" />
        )}
      </IconButton>
      <span role="status" className={said === null ? "sr-only" : "whitespace-nowrap pr-1 text-ink-2 text-xs"}>
        {said === "copied" && "Link copied"}
        {said === "failed" && "Copy it from the address bar"}
      </span>
    </>
  );
}
