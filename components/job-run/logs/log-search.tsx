"use client";

import clsx from "clsx";
import { ChevronDown, ChevronUp, ListFilter, Regex, Search, X } from "lucide-react";
import { type KeyboardEvent, type Ref, useEffect, useEffectEvent, useId, useState } from "react";
import { formatCount } from "../../../lib/jobs/format.ts";
import { type LogQuery, MAX_LOG_QUERY, patternProblem } from "../../../lib/jobs/log-search.ts";
import { IconButton } from "../../ui/button.tsx";
import { setLogAddress } from "./log-address.ts";
import type { LogFound } from "./use-log-matches.ts";

const TYPING_MS = 250;
const WRITTEN_HELD = 20;

/** Looks for a text in the log, or for a regular expression; says how many lines have it and steps through them. */
export function LogSearch({
  ref,
  query,
  only,
  found,
  lastSeq,
  place,
  onStep,
  onLeave,
}: {
  ref: Ref<HTMLInputElement>;
  query: LogQuery | null;
  only: boolean;
  found: LogFound;
  lastSeq: number;
  /** Which of the lines found the reader is at, from 0; null before the first step. */
  place: number | null;
  onStep: (by: 1 | -1) => void;
  onLeave: () => void;
}) {
  const [text, setText] = useState(query?.text ?? "");
  const [regex, setRegex] = useState(query?.regex ?? false);
  const [seen, setSeen] = useState(query);
  /** What was written into the address from here: it comes back late, when more may have been typed. */
  const [written, setWritten] = useState<readonly (LogQuery | null)[]>([query]);
  const problemId = useId();
  if (!isSame(query, seen)) {
    setSeen(query);
    if (!written.some((each) => isSame(each, query))) {
      // Another hand: a link, or the way back.
      setWritten([query]);
      setText(query?.text ?? "");
      if (query !== null) setRegex(query.regex);
    }
  }
  const broken = regex && text !== "" ? patternProblem(text) : null;
  const wanted = text === "" || broken !== null ? null : text;

  const tell = () => {
    const next = wanted === null ? null : { text: wanted, regex };
    if (isSame(next, written.at(-1) ?? null)) return;
    setWritten([...written.slice(-WRITTEN_HELD), next]);
    setLogAddress(next === null ? { query: next, only: false } : { query: next });
  };

  const tellLater = useEffectEvent(tell);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each thing typed begins the wait anew.
  useEffect(() => {
    const timer = setTimeout(() => tellLater(), TYPING_MS);
    return () => clearTimeout(timer);
  }, [wanted, regex]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      tell();
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      onLeave();
    } else return;
    event.preventDefault();
  };

  const problem =
    broken ??
    (query === null || found.slowAt === null
      ? null
      : `This pattern takes too long (line ${formatCount(found.slowAt)}); what comes after it was not searched. Make it simpler.`) ??
    (query === null ? null : (found.error?.message ?? null));
  const some = query !== null && found.seqs.size > 0;

  return (
    <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-1">
      <div
        className={clsx(
          "flex h-8 min-w-40 flex-1 items-center gap-1.5 rounded-md border bg-surface px-2 focus-within:border-accent-mark sm:max-w-md coarse:h-10",
          problem === null ? "border-control" : "border-failed-mark",
        )}
      >
        <Search aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        <input
          ref={ref}
          data-filter-input=""
          type="search"
          aria-label="Search the log"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : problemId}
          placeholder="Search the log"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={MAX_LOG_QUERY}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className={clsx(
            "h-full min-w-0 flex-1 bg-transparent text-sm outline-none [&::-webkit-search-cancel-button]:hidden",
            regex && "font-mono",
          )}
        />
        <span role="status" className="shrink-0 whitespace-nowrap text-ink-3 text-xs">
          {query !== null && problem === null && countWords(found, place, lastSeq)}
        </span>
        {text !== "" && (
          <IconButton label="Clear the search" className="size-6" onClick={() => setText("")}>
            <X aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
        <IconButton
          label="Regular expression"
          aria-pressed={regex}
          className={clsx("size-6", regex && "bg-accent-tint text-accent")}
          onClick={() => setRegex(!regex)}
        >
          <Regex aria-hidden="true" className="size-3.5" />
        </IconButton>
      </div>
      <IconButton label="Previous match" tip="Previous match (Shift Enter)" disabled={!some} onClick={() => onStep(-1)}>
        <ChevronUp aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label="Next match" tip="Next match (Enter)" disabled={!some} onClick={() => onStep(1)}>
        <ChevronDown aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton
        label="Only lines that match"
        aria-pressed={only}
        disabled={query === null}
        className={clsx(only && "bg-accent-tint text-accent")}
        onClick={() => setLogAddress({ only: !only })}
      >
        <ListFilter aria-hidden="true" className="size-4" />
      </IconButton>
      {query !== null && found.capped && (
        <button type="button" onClick={found.goOn} className="rounded-sm px-1 text-accent text-xs hover:underline">
          Search on from line {formatCount(found.to)}
        </button>
      )}
      {problem !== null && (
        <p id={problemId} role="alert" className="basis-full text-failed text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}

function isSame(one: LogQuery | null, other: LogQuery | null): boolean {
  return one?.text === other?.text && one?.regex === other?.regex;
}

/** `3 of 1,204`, `1,204 lines`, `10,000+ lines`, `12 so far, 40 %`. */
function countWords({ seqs, capped, searching, to }: LogFound, place: number | null, lastSeq: number): string {
  const many = `${formatCount(seqs.size)}${capped ? "+" : ""}`;
  if (searching && to < lastSeq) {
    const share = lastSeq === 0 ? 0 : Math.floor((to / lastSeq) * 100);
    return seqs.size === 0 ? `searching, ${share}%` : `${many} so far, ${share}%`;
  }
  if (seqs.size === 0) return "no match";
  if (place !== null) return `${formatCount(place + 1)} of ${many}`;
  return `${many} ${seqs.size === 1 ? "line" : "lines"}`;
}
