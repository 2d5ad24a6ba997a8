"use client";

import { useCallback } from "react";
import type { SeqSet } from "../../../lib/jobs/seq-set.ts";
import { type LineRange, readLines, setLogAddress } from "./log-address.ts";

/** Marks lines in the address, by pointer and by key. */
export function useMarkedLines({
  marked,
  seqs,
  showLine,
}: {
  marked: LineRange | null;
  seqs: SeqSet;
  showLine: (seq: number) => void;
}) {
  // Reads the address itself, so that it stays the same for all lines whatever is marked.
  const mark = useCallback((seq: number, extend: boolean) => {
    const held = readLines(new URLSearchParams(window.location.search).get("log-line"));
    const alone = held !== null && held.from === seq && held.to === seq;
    if (held === null || !extend) setLogAddress({ lines: alone && !extend ? null : { from: seq, to: seq } });
    else setLogAddress({ lines: { from: Math.min(held.from, seq), to: Math.max(held.to, seq) } });
  }, []);

  const move = (by: 1 | -1, extend: boolean) => {
    const at = marked === null ? null : by === 1 ? marked.to : marked.from;
    const row = at === null ? seqs.size - 1 : seqs.placeOf(at) + by;
    const seq = seqs.at(row);
    if (seq === undefined) return;
    if (extend && marked !== null) {
      setLogAddress({ lines: { from: Math.min(marked.from, seq), to: Math.max(marked.to, seq) } });
    } else setLogAddress({ lines: { from: seq, to: seq } });
    showLine(seq);
  };

  return { mark, move };
}
