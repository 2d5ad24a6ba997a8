import type { ReactNode } from "react";
import { ConnectionBanner, Late } from "./late.tsx";
import { BottomNav, SideNav } from "./navigation.tsx";
import type { Theme } from "./theme.ts";
import { TopBar } from "./top-bar.tsx";

/** What stands around every page of the console. */
export function Shell({ theme, person, children }: { theme: Theme; person: string; children: ReactNode }) {
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-inverse px-3 py-2 font-medium text-on-inverse text-sm focus:translate-y-0"
      >
        Skip to content
      </a>
      <TopBar theme={theme} person={person} />
      <div className="flex min-h-[calc(100dvh-3rem)]">
        <SideNav />
        <div className="flex min-w-0 flex-1 flex-col">
          <ConnectionBanner />
          <main
            id="main"
            tabIndex={-1}
            className="mx-auto w-full max-w-[108rem] flex-1 px-4 pt-5 pb-24 outline-none md:px-6 md:pb-10"
          >
            {children}
          </main>
        </div>
      </div>
      <BottomNav />
      <Late person={person} />
    </>
  );
}
