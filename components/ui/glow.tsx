"use client";

import clsx from "clsx";
import { type ReactNode, useState } from "react";

/** Glows once each time `value` changes after the first paint: it says "this is what just changed". */
export function Glow({
  value,
  children,
  className,
}: {
  value: string | number | null;
  children: ReactNode;
  className?: string;
}) {
  const [first] = useState(value);
  const [changed, setChanged] = useState(false);
  if (!changed && value !== first) setChanged(true);
  return (
    <span key={value} className={clsx("rounded-sm", changed && "animate-glow", className)}>
      {children}
    </span>
  );
}
