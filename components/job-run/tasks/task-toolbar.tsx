"use client";

import clsx from "clsx";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { TaskOrder } from "../../../lib/api/job-types.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { JOB_STATES, type JobState } from "../../../lib/jobs/state.ts";
import { TASK_TEXT_MAX } from "../../../lib/jobs/task-sort.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { IconButton } from "../../ui/button.tsx";
import { chooseStates, chooseText } from "./task-choice.ts";

const TYPED_FOR_MS = 250;

/** What an operator looks for comes first. */
const ORDER: readonly JobState[] = ["Failed", ...JOB_STATES.filter((state) => state !== "Failed")];

/** How many tasks each state has, as switches: several may be on. */
export function StateSwitches({ counts, chosen }: { counts: TaskOrder["counts"]; chosen: readonly JobState[] }) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const shown = ORDER.filter((state) => (counts[state] ?? 0) > 0 || chosen.includes(state));
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">States to show</legend>
      <Switch pressed={chosen.length === 0} onClick={() => chooseStates([])}>
        All <span className="font-normal">{formatCount(total)}</span>
      </Switch>
      {shown.map((state) => {
        const { word, icon, tone } = STATE_PRESENTATION[state];
        const pressed = chosen.includes(state);
        return (
          <Switch
            key={state}
            pressed={pressed}
            onClick={() => chooseStates(pressed ? chosen.filter((each) => each !== state) : [...chosen, state])}
          >
            <StateIcon name={icon} tone={pressed ? null : tone} className="size-3 animate-none" />
            {word} <span className="font-normal">{formatCount(counts[state] ?? 0)}</span>
          </Switch>
        );
      })}
    </fieldset>
  );
}

function Switch({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={clsx(
        "flex h-6 items-center gap-1 rounded-full border px-2 text-xs transition-colors coarse:h-8",
        pressed
          ? "border-inverse bg-inverse font-medium text-on-inverse"
          : "border-line-strong text-ink-2 hover:bg-hover hover:text-ink",
      )}
    >
      {children}
    </button>
  );
}

/** A text that target or error must hold. It is searched for when typing has paused. */
export function TaskSearch({ q }: { q: string }) {
  const [typed, setTyped] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);

  const type = (text: string, pause: number) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(chooseText, pause, text);
  };
  return (
    <div className="flex h-7 min-w-40 flex-1 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 focus-within:border-accent-mark sm:max-w-64 coarse:h-9">
      <Search aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
      <input
        ref={field}
        type="text"
        aria-label="Search targets and errors"
        placeholder="Target or error"
        autoComplete="off"
        spellCheck={false}
        maxLength={TASK_TEXT_MAX}
        value={typed}
        onChange={(event) => type(event.target.value, TYPED_FOR_MS)}
        onKeyDown={(event) => {
          if (event.key === "Enter") type(typed, 0);
          else if (event.key === "Escape" && typed !== "") {
            type("", 0);
            event.stopPropagation();
          }
        }}
        className="min-w-0 flex-1 bg-transparent text-sm outline-none"
      />
      {typed !== "" && (
        <IconButton
          label="Clear the search"
          className="size-5"
          onClick={() => {
            type("", 0);
            field.current?.focus();
          }}
        >
          <X aria-hidden="true" className="size-3" />
        </IconButton>
      )}
    </div>
  );
}
