"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { AccountMenu } from "./account-menu.tsx";
import { LivePill } from "./live-pill.tsx";
import { Logo } from "./logo.tsx";
import { openPalette } from "./overlays.ts";
import type { Theme } from "./theme.ts";
import { ThemeToggle } from "./theme-toggle.tsx";

export function TopBar({ theme, person }: { theme: Theme; person: string }) {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-3 border-b bg-surface px-4">
      <Link href="/" className="flex items-center gap-2.5 rounded-sm font-semibold text-base tracking-tight">
        <Logo className="size-6" />
        <span className="hidden sm:inline">Watchfloor</span>
        <span className="sr-only sm:hidden">Watchfloor</span>
      </Link>
      <div className="flex flex-1 justify-center">
        <button
          type="button"
          onClick={openPalette}
          aria-keyshortcuts="Meta+K Control+K"
          className="hidden h-8 w-full max-w-96 items-center gap-2 rounded-md border border-line-strong bg-canvas px-2.5 text-ink-3 text-sm transition-colors hover:border-control hover:text-ink-2 sm:flex"
        >
          <Search aria-hidden="true" className="size-3.5" />
          <span className="flex-1 text-left">Search or act…</span>
          <kbd className="rounded-xs border px-1.5 font-sans text-xs">⌘K</kbd>
        </button>
      </div>
      <LivePill />
      <button
        type="button"
        onClick={openPalette}
        aria-label="Search or act"
        className="flex size-9 items-center justify-center rounded-md text-ink-2 sm:hidden"
      >
        <Search aria-hidden="true" className="size-4" />
      </button>
      <div className="flex items-center gap-1.5">
        {/* The bell of what is watched (components/watch) comes here, with the late parts of the shell. */}
        <div id="watched-jobs" className="contents" />
        <ThemeToggle theme={theme} />
        <AccountMenu person={person} />
      </div>
    </header>
  );
}
