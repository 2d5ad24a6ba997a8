"use client";

import { useMemo, useState } from "react";

/** So many columns are shown at first; the others wait in the choice of columns. */
export const COLUMNS_AT_FIRST = 24;

/** Which fields of a list are columns: the first ones met, but for those that the reader has added or taken away. */
export function useShownColumns(
  list: string,
  seen: readonly string[],
): { shown: readonly string[]; names: ReadonlySet<string>; toggle: (name: string) => void } {
  const [toggled, setToggled] = useState<{ list: string; names: ReadonlySet<string> }>({
    list,
    names: new Set(),
  });
  const changed = toggled.list === list ? toggled.names : NONE;
  const shown = useMemo(
    () => seen.filter((name, place) => place < COLUMNS_AT_FIRST !== changed.has(name)),
    [seen, changed],
  );
  const toggle = (name: string) => {
    const names = new Set(changed);
    if (!names.delete(name)) names.add(name);
    setToggled({ list, names });
  };
  return { shown, names: useMemo(() => new Set(shown), [shown]), toggle };
}

const NONE: ReadonlySet<string> = new Set();
