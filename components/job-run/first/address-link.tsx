"use client";

import type { MouseEvent, ReactNode } from "react";
import { type AddressName, setAddress } from "../address.ts";

/** A link to a place on this page: what it shows changes in place, and the link can be copied or opened elsewhere. */
export function AddressLink({
  to,
  className,
  children,
  ...rest
}: {
  /** What the address says then; null takes a parameter away. */
  to: Partial<Record<AddressName, string | null>>;
  className?: string;
  children: ReactNode;
  "data-tip"?: string;
}) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setAddress(to, { push: true });
    document.getElementById("job-details")?.scrollIntoView({ block: "start" });
  };
  const given = Object.entries(to).flatMap(([name, value]): [string, string][] =>
    value == null ? [] : [[name, value]],
  );
  return (
    <a href={`?${new URLSearchParams(given)}`} onClick={follow} className={className} {...rest}>
      {children}
    </a>
  );
}
