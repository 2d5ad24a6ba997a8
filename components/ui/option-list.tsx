"use client";

import clsx from "clsx";
import { Check, Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

export interface Option {
  id: string;
  /** What is searched and read. */
  label: string;
  /** Options of one group stand together under its name. */
  group?: string;
  icon?: ReactNode;
  /** At the right: a count, a mark. */
  note?: ReactNode;
  /** A second line. */
  hint?: string | null;
  chosen: boolean;
}

/**
 * Options to choose from by pointer or keyboard, with a search field where there are many. Every typed word must stand in
 * an option's label. `onTyped` offers what was typed as a choice of its own where no option is called that.
 */
export function OptionList({
  label,
  options,
  multiple = false,
  searchable,
  placeholder,
  empty,
  onChoose,
  onTyped,
}: {
  label: string;
  options: readonly Option[];
  multiple?: boolean;
  searchable: boolean;
  placeholder: string;
  /** Stands where there is nothing to choose. */
  empty: ReactNode;
  onChoose: (id: string) => void;
  onTyped?: { words: (typed: string) => string; choose: (typed: string) => void };
}) {
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [pointed, setPointed] = useState<string | null>(null);

  const wanted = typed.trim();
  const shown = fitting(options, wanted);
  if (onTyped !== undefined && wanted !== "" && !options.some((each) => sameText(each.label, wanted))) {
    shown.push({ id: TYPED, label: onTyped.words(wanted), chosen: false });
  }
  const found = shown.findIndex((option) => option.id === pointed);
  const active = found >= 0 ? found : wanted === "" ? shown.findIndex((option) => option.chosen) : 0;
  const activeId = shown[active] === undefined ? undefined : `${listId}-${active}`;

  const choose = (option: Option | undefined) => {
    if (option === undefined) return;
    if (option.id !== TYPED) onChoose(option.id);
    else {
      onTyped?.choose(wanted);
      setTyped("");
    }
  };
  const point = (index: number) => {
    setPointed(shown[index]?.id ?? null);
    document.getElementById(`${listId}-${index}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1;
    const next = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      point(next);
    } else if ((event.key === "Enter" || (event.key === " " && !searchable)) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(shown[active]);
    }
  };
  const focusable = { "aria-activedescendant": activeId, onKeyDown };

  return (
    <>
      {searchable && (
        <div className="flex items-center gap-2 border-b px-3">
          <Search aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
          <input
            {...focusable}
            ref={focusOnce}
            role="combobox"
            aria-label={placeholder}
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={200}
            placeholder={placeholder}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setPointed(null);
            }}
            className="h-9 min-w-0 flex-1 bg-transparent text-sm outline-none coarse:h-11"
          />
        </div>
      )}
      <div
        {...(searchable ? {} : { ...focusable, ref: focusOnce, tabIndex: 0 })}
        id={listId}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multiple || undefined}
        className="focus-inset min-h-0 overflow-y-auto overscroll-contain p-1 outline-none"
      >
        {shown.length === 0 && (
          <div role="presentation" className="px-2 py-3 text-ink-3 text-sm">
            {empty}
          </div>
        )}
        {shown.map((option, index) => (
          <div key={option.id} role="presentation">
            {option.group !== undefined && shown[index - 1]?.group !== option.group && (
              <p aria-hidden="true" className="px-2 pt-2 pb-1 font-medium text-ink-3 text-xs">
                {option.group}
              </p>
            )}
            <OptionRow
              id={`${listId}-${index}`}
              option={option}
              active={index === active}
              multiple={multiple}
              onPoint={() => setPointed(option.id)}
              onChoose={() => choose(option)}
            />
          </div>
        ))}
      </div>
    </>
  );
}

const TYPED = "\0typed";

function OptionRow({
  id,
  option,
  active,
  multiple,
  onPoint,
  onChoose,
}: {
  id: string;
  option: Option;
  active: boolean;
  multiple: boolean;
  onPoint: () => void;
  onChoose: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field or the list around it.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={option.chosen}
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={clsx(
        "flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 text-sm coarse:min-h-10",
        active && "bg-sunken",
      )}
    >
      {multiple ? (
        <span
          aria-hidden="true"
          className={clsx(
            "flex size-4 shrink-0 items-center justify-center rounded-xs border",
            option.chosen ? "border-inverse bg-inverse text-on-inverse" : "border-control",
          )}
        >
          {option.chosen && <Check className="size-3" strokeWidth={3} />}
        </span>
      ) : (
        <Check aria-hidden="true" className={clsx("size-3.5 shrink-0", !option.chosen && "invisible")} />
      )}
      {option.icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{option.label}</span>
        {option.hint && <span className="block text-ink-3 text-xs">{option.hint}</span>}
      </span>
      {option.note !== undefined && <span className="shrink-0 text-ink-3 text-xs">{option.note}</span>}
    </div>
  );
}

/** The options whose label holds every typed word. */
function fitting(options: readonly Option[], typed: string): Option[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}

function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A field in a panel that somebody opened takes the focus as it appears. */
function focusOnce(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
