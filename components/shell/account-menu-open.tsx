"use client";

import * as Menu from "@radix-ui/react-dropdown-menu";
import { BookOpen, CircleUser, Keyboard, LogOut } from "lucide-react";
import Link from "next/link";
import { callApi } from "../../lib/api/client.ts";
import { IconButton } from "../ui/button.tsx";
import { MENU_ICON, MENU_ITEM, OpenMenu } from "../ui/open-menu.tsx";
import { toastFailed } from "../ui/toast.ts";
import { openShortcuts } from "./overlays.ts";

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
    <OpenMenu
      className="w-60"
      trigger={
        <IconButton label="Account" className="size-8">
          <CircleUser aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
        </IconButton>
      }
    >
      <Menu.Label className="border-b px-2 pt-1.5 pb-2.5">
        <span className="block text-ink-3 text-xs">Signed in as</span>
        <span className="block truncate font-medium text-sm">{person}</span>
      </Menu.Label>
      <Menu.Item className={`${MENU_ITEM} mt-1`} onSelect={() => setTimeout(openShortcuts)}>
        <Keyboard aria-hidden="true" className={MENU_ICON} />
        <span className="flex-1">Keyboard shortcuts</span>
        <kbd className="font-sans text-ink-3 text-xs">?</kbd>
      </Menu.Item>
      <Menu.Item className={MENU_ITEM} asChild>
        <Link href="/docs/api" prefetch={false}>
          <BookOpen aria-hidden="true" className={MENU_ICON} />
          API reference
        </Link>
      </Menu.Item>
      <Menu.Item className={MENU_ITEM} onSelect={() => void signOut()}>
        <LogOut aria-hidden="true" className={MENU_ICON} />
        Sign out
      </Menu.Item>
    </OpenMenu>
  );
}
