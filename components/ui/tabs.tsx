"use client";

import * as Radix from "@radix-ui/react-tabs";
import { type ReactNode, useEffect, useRef } from "react";

export interface Tab {
  value: string;
  label: string;
  /** A figure beside the label; null shows none. */
  count: string | null;
}

/** So much of the tab before the chosen one is left in view, in pixels: there are more. */
const EDGE = 48;

/** Tabs whose content is made only while it is shown. */
export function Tabs({
  tabs,
  value,
  onChange,
  label,
  children,
}: {
  tabs: readonly Tab[];
  value: string;
  onChange: (value: string) => void;
  label: string;
  children: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  // Where not all fit, the chosen one is to be seen. Only the row of tabs moves, never the page.
  useEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>('[data-state="active"]');
    if (value === "" || !list.current || !chosen) return;
    const hidden = chosen.offsetLeft + chosen.offsetWidth > list.current.scrollLeft + list.current.clientWidth;
    if (hidden || chosen.offsetLeft < list.current.scrollLeft) list.current.scrollLeft = chosen.offsetLeft - EDGE;
  }, [value]);

  return (
    <Radix.Root value={value} onValueChange={onChange} className="min-w-0">
      <Radix.List
        ref={list}
        aria-label={label}
        className="relative flex gap-1 overflow-x-auto border-b px-2 [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="focus-inset -mb-px flex h-10 shrink-0 items-center gap-1.5 border-transparent border-b-2 px-2.5 font-medium text-ink-2 text-sm transition-colors duration-100 hover:text-ink data-[state=active]:border-inverse data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== null && (
              <span className="rounded-sm bg-sunken px-1 font-normal text-ink-2 text-xs">{tab.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Radix.Content value={value} className="focus-inset">
      {children}
    </Radix.Content>
  );
}
