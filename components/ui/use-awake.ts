"use client";

import { type RefObject, useEffect } from "react";

/**
 * Marks a part that the server has drawn (`data-late`) as working (`data-awake`) once its code is there. Programs that
 * drive the page wait for it; until then clicks on the part have no effect.
 */
export function useAwake(part: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    part.current?.setAttribute("data-awake", "");
  }, [part]);
}
