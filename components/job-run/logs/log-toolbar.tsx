"use client";

import clsx from "clsx";
import { Clock, Download, WrapText, X } from "lucide-react";
import { useState } from "react";
import { jobPath, withParams } from "../../../lib/api/queries.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import type { LogFilter, LogQuery } from "../../../lib/jobs/log-search.ts";
import { LOG_LEVELS, type LogLevel } from "../../../lib/jobs/model.ts";
import { LEVEL_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { OptionList } from "../../ui/option-list.tsx";
import { Popover } from "../../ui/popover.tsx";
import { setLogAddress, toSearchParams } from "./log-address.ts";
import { changeLogSettings, type LogSettings, TIME_MODES, type TimeMode } from "./log-settings.ts";
import type { LogOf } from "./use-log-lines.ts";

const BUTTON =
  "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 text-ink-2 text-sm transition-colors hover:bg-sunken hover:text-ink coarse:h-9";

/** Which levels are shown; none chosen is all of them. */
export function LevelChoice({ levels }: { levels: readonly LogLevel[] }) {
  return (
    <fieldset className="flex shrink-0 rounded-md border border-line-strong p-0.5">
      <legend className="sr-only">Levels to show</legend>
      <LevelButton pressed={levels.length === 0} onClick={() => setLogAddress({ levels: [] })}>
        All
      </LevelButton>
      {LOG_LEVELS.map((level) => {
        const pressed = levels.includes(level);
        const next = pressed ? levels.filter((each) => each !== level) : [...levels, level];
        return (
          <LevelButton key={level} pressed={pressed} onClick={() => setLogAddress({ levels: next })}>
            {LEVEL_PRESENTATION[level].word}
          </LevelButton>
        );
      })}
    </fieldset>
  );
}

function LevelButton({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={clsx(
        "h-6 rounded-sm px-2 text-xs transition-colors coarse:h-8",
        pressed ? "bg-sunken font-medium text-ink" : "text-ink-2 hover:text-ink",
      )}
    >
      {children}
    </button>
  );
}

/** Whose lines are shown: those of one task, or all. */
export function TaskChoice({ task }: { task: number | null }) {
  const [typed, setTyped] = useState("");
  if (task !== null) {
    return (
      <span className="inline-flex h-7 shrink-0 items-center gap-1 rounded-md bg-accent-tint pr-1 pl-2 text-accent text-sm">
        Task {formatCount(task)}
        <IconButton
          label="Lines of all tasks"
          className="size-5 text-accent"
          onClick={() => setLogAddress({ task: null })}
        >
          <X aria-hidden="true" className="size-3.5" />
        </IconButton>
      </span>
    );
  }
  return (
    <Popover label="Lines of one task" button="Task" buttonClassName={BUTTON} width={220}>
      {(close) => (
        <form
          className="flex items-end gap-2 p-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (!/^\d{1,9}$/.test(typed)) return;
            setLogAddress({ task: Number(typed) });
            setTyped("");
            close();
          }}
        >
          <label className="flex min-w-0 flex-1 flex-col gap-1 text-ink-2 text-xs">
            Number of the task
            <input
              inputMode="numeric"
              pattern="\d{1,9}"
              required
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="h-8 w-full rounded-md border border-control bg-surface px-2 text-ink text-sm"
            />
          </label>
          <Button type="submit">Show</Button>
        </form>
      )}
    </Popover>
  );
}

const TIME_WORDS: Record<TimeMode, { word: string; hint: string }> = {
  clock: { word: "Clock", hint: "The time of day, here" },
  start: { word: "Since the start", hint: "From the beginning of the run" },
  before: { word: "Since the line before", hint: "How long nothing was said" },
};

/** How lines are shown; the choice is kept in this browser. */
export function LookChoice({ settings: { wrap, time } }: { settings: LogSettings }) {
  return (
    <>
      <Popover
        label="How times are told"
        button={
          <>
            <Clock aria-hidden="true" className="size-3.5" />
            <span className="hidden xl:inline">{TIME_WORDS[time].word}</span>
          </>
        }
        buttonLabel={`Times: ${TIME_WORDS[time].word.toLowerCase()}`}
        tip="How times are told"
        buttonClassName={BUTTON}
        width={240}
        align="end"
      >
        {(close) => (
          <OptionList
            label="How times are told"
            searchable={false}
            placeholder="Times"
            empty={null}
            options={TIME_MODES.map((mode) => ({
              id: mode,
              label: TIME_WORDS[mode].word,
              hint: TIME_WORDS[mode].hint,
              chosen: mode === time,
            }))}
            onChoose={(id) => {
              changeLogSettings({ time: TIME_MODES.find((mode) => mode === id) ?? "clock" });
              close();
            }}
          />
        )}
      </Popover>
      <IconButton
        label="Wrap long lines"
        aria-pressed={wrap}
        className={clsx(wrap && "bg-sunken text-ink")}
        onClick={() => changeLogSettings({ wrap: !wrap })}
      >
        <WrapText aria-hidden="true" className="size-4" />
      </IconButton>
    </>
  );
}

/** Saves the lines that are shown, whole, as the server streams them. */
export function DownloadChoice({
  of: { source, id, attempt },
  filter,
  query,
}: {
  of: LogOf;
  filter: LogFilter;
  query: LogQuery | null;
}) {
  const what =
    query !== null ? "Lines that match" : filter.levels.length > 0 || filter.task !== null ? "Lines shown" : "";
  const href = (format: "text" | "ndjson") =>
    withParams(`${jobPath(source, id)}/logs/export`, { ...toSearchParams(filter, query), format, run: attempt });
  const row = "flex min-h-9 flex-col rounded-sm px-2 py-1 text-sm hover:bg-sunken";
  return (
    <Popover
      label="Save the log"
      button={<Download aria-hidden="true" className="size-4" />}
      buttonLabel="Save the log"
      tip="Save the log"
      buttonClassName={clsx(BUTTON, "px-1.5")}
      width={220}
      align="end"
    >
      {(close) => (
        <div className="flex flex-col p-1">
          <p className="px-2 pt-1 pb-1 text-ink-3 text-xs">{what === "" ? "The whole log" : what}</p>
          <a href={href("text")} download="" onClick={close} className={row}>
            As text <span className="text-ink-3 text-xs">time, level, task, message</span>
          </a>
          <a href={href("ndjson")} download="" onClick={close} className={row}>
            As NDJSON <span className="text-ink-3 text-xs">a line of JSON for each</span>
          </a>
        </div>
      )}
    </Popover>
  );
}
