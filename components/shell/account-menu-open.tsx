"use client";

import * as Menu from "@radix-ui/react-dropdown-menu";
import { BookOpen, CircleUser, Keyboard, LogOut } from "lucide-react";
import Link from "next/link";
import { callApi } from "../../lib/api/client.ts";
import { IconButton } from "../ui/button.tsx";
import { toastFailed } from "../ui/toast.ts";
import { openShortcuts } from "./overlays.ts";

const ITEM =
  "flex h-8 cursor-default select-none items-center gap-2.5 rounded-sm px-2 text-sm outline-none data-[highlighted]:bg-sunken";

async function signOut(): Promise<void> {
  try {
    await callApi("/api/auth/sign-out", { method: "POST" });
    window.location.assign("/sign-in");
  } catch (error) {
    toastFailed("You are still signed in", error);
  }
}

export function AccountMenuOpen({ person }: { person: string }) {
  return (
    <Menu.Root defaultOpen modal={false}>
      <Menu.Trigger asChild>
        <IconButton label="Account" className="size-8">
          <CircleUser aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
        </IconButton>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align="end"
          sideOffset={6}
          className="z-40 w-60 animate-appear rounded-lg bg-surface p-1 shadow-overlay"
        >
          <Menu.Label className="border-b px-2 pt-1.5 pb-2.5">
            <span className="block text-ink-3 text-xs">Signed in as</span>
            <span className="block truncate font-medium text-sm">{person}</span>
          </Menu.Label>
          <Menu.Item className={`${ITEM} mt-1`} onSelect={() => setTimeout(openShortcuts)}>
            <Keyboard aria-hidden="true" className="size-4 text-ink-3" />
            <span className="flex-1">Keyboard shortcuts</span>
            <kbd className="font-sans text-ink-3 text-xs">?</kbd>
          </Menu.Item>
          <Menu.Item className={ITEM} asChild>
            <Link href="/docs/api" prefetch={false}>
              <BookOpen aria-hidden="true" className="size-4 text-ink-3" />
              API reference
            </Link>
          </Menu.Item>
          <Menu.Item className={ITEM} onSelect={() => void signOut()}>
            <LogOut aria-hidden="true" className="size-4 text-ink-3" />
            Sign out
          </Menu.Item>
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
