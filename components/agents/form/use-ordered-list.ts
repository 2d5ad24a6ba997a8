"use client";

import { useEffect, useRef, useState } from "react";

/** A list that is added to, put in order and removed from: the focus goes where the reader would look next, and what was done is said. */
export function useOrderedList<Item>({
  items,
  write,
  make,
  noun,
  nameOf,
  idOf,
}: {
  items: readonly Item[];
  write: (items: Item[]) => void;
  make: () => Item;
  noun: string;
  nameOf: (item: Item, place: number) => string;
  /** The id of the first control of an item. */
  idOf: (place: number) => string;
}) {
  const [said, setSaid] = useState("");
  const [focusId, setFocusId] = useState<string | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (focusId === null) return;
    (document.getElementById(focusId) ?? addButton.current)?.focus();
    setFocusId(null);
  }, [focusId]);

  return {
    said,
    addButton,
    add: () => {
      write([...items, make()]);
      setFocusId(idOf(items.length));
      setSaid("");
    },
    remove: (place: number) => {
      const item = items[place];
      write(items.toSpliced(place, 1));
      const next = Math.min(place, items.length - 2);
      setFocusId(next < 0 ? "" : idOf(next));
      if (item !== undefined) setSaid(`Removed ${nameOf(item, place)}.`);
    },
    move: (place: number, by: 1 | -1) => {
      const item = items[place];
      const to = place + by;
      if (item === undefined || to < 0 || to >= items.length) return;
      write(items.toSpliced(place, 1).toSpliced(to, 0, item));
      setSaid(`${nameOf(item, place)} is now ${noun} ${to + 1} of ${items.length}.`);
    },
    change: (place: number, part: Partial<Item>) => {
      const item = items[place];
      if (item !== undefined) write(items.with(place, { ...item, ...part }));
    },
  };
}
