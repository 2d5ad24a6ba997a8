"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/** An operation, or a type, to go to. */
export interface NavEntry {
  href: string;
  /** Stands before the label in the language of HTTP; null for types. */
  method: string | null;
  label: string;
  /** What else is searched. */
  path: string;
}

export interface NavSection {
  href: string;
  api: string;
  name: string;
  entries: readonly NavEntry[];
}

/** What is left in view above the part that the page is about, in pixels. */
const ABOVE = 12;

/** All of the reference by part, with a field that leaves those in which every typed word stands. */
export function ReferenceNav({ sections }: { sections: readonly NavSection[] }) {
  const [typed, setTyped] = useState("");
  const here = usePathname();
  const current = useRef<HTMLElement>(null);
  useEffect(() => {
    const section = current.current;
    const scroller = section?.closest<HTMLElement>("#contents");
    if (here === "" || !section || !scroller) return;
    scroller.scrollTop += section.getBoundingClientRect().top - scroller.getBoundingClientRect().top - ABOVE;
  }, [here]);
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = sections
    .map((section) => ({ ...section, entries: section.entries.filter((entry) => fits(section, entry, words)) }))
    .filter(({ entries }) => entries.length > 0);
  const found = shown.reduce((sum, { entries }) => sum + entries.length, 0);

  return (
    <nav aria-label="Reference" className="flex flex-col gap-3">
      <input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        aria-label="Search the reference"
        placeholder="Search…"
        className="h-8 w-full rounded-md border border-line-strong bg-canvas px-2.5 text-sm"
      />
      <p role="status" className="px-2 text-ink-3 text-xs empty:-mt-3">
        {words.length === 0 ? "" : found === 0 ? "Nothing has these words." : `${found} found`}
      </p>
      {shown.map(({ href, api, name, entries }) => (
        <section key={href} ref={href === here ? current : undefined} aria-label={`${api}: ${name}`}>
          <h2 className="px-2 pb-1 font-medium text-ink-3 text-xs">
            <Link
              href={href}
              prefetch={false}
              aria-current={href === here ? "page" : undefined}
              className="rounded-sm hover:text-ink hover:underline aria-[current=page]:text-ink"
            >
              {api === name ? name : `${api} · ${name}`}
            </Link>
          </h2>
          <ul>
            {entries.map(({ href, method, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  prefetch={false}
                  className="focus-inset flex items-baseline gap-2 rounded-md px-2 py-1 text-ink-2 text-sm hover:bg-hover hover:text-ink"
                >
                  {method !== null && <span className="w-11 shrink-0 font-mono text-ink-3 text-xs">{method}</span>}
                  <span className="min-w-0 break-words">{label}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function fits({ api, name }: NavSection, { method, label, path }: NavEntry, words: readonly string[]): boolean {
  const text = `${api} ${name} ${method ?? ""} ${label} ${path}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
