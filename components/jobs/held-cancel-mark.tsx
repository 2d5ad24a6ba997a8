"use client";

import dynamic from "next/dynamic";
import { useHeldCancel } from "./held-cancels.ts";

const Note = dynamic(() => import("./held-cancel-note.tsx").then((module) => module.HeldCancelNote), { ssr: false });

/** In a row: that its cancel is about to leave, while it is. */
export function HeldCancelMark({ job }: { job: { source: string; id: string } }) {
  const held = useHeldCancel(job);
  return held && <Note until={held.leavesAt} />;
}
