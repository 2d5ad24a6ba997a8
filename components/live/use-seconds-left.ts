"use client";

import { useEffect, useState } from "react";

const SECOND_MS = 1000;

/** Whole seconds until a moment of the browser's clock; it ticks on that moment's own seconds, and stands still at 0. */
export function useSecondsLeft(until: number): number {
  const [left, setLeft] = useState(() => secondsUntil(until));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      setLeft(secondsUntil(until));
      const ms = until - Date.now();
      if (ms > 0) timer = setTimeout(tick, ms % SECOND_MS || SECOND_MS);
    };
    tick();
    return () => clearTimeout(timer);
  }, [until]);

  return left;
}

function secondsUntil(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / SECOND_MS));
}
