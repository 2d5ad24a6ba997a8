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
  to: Partial<Record<AddressName, string>>;
  className?: string;
  children: ReactNode;
  "aria-label"?: string;
  "data-tip"?: string;
}) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setAddress(to, { push: true });
    document.getElementById("job-details")?.scrollIntoView({ block: "start" });
  };
  return (
    <a href={`?${new URLSearchParams(to as Record<string, string>)}`} onClick={follow} className={className} {...rest}>
      {children}
    </a>
  );
}
