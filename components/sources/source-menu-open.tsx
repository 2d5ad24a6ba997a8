"use client";

import * as Menu from "@radix-ui/react-dropdown-menu";
import clsx from "clsx";
import { Ellipsis, History, List, Pencil, RotateCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { filterLink } from "../jobs/filter-link.ts";
import { IconButton } from "../ui/button.tsx";
import { MENU_ICON, MENU_ITEM, MenuLine, OpenMenu } from "../ui/open-menu.tsx";
import type { SourceMenuProps } from "./source-menu.tsx";
import { useReadSource } from "./use-source-commands.ts";

export function SourceMenuOpen({ source, onEdit, onRemove }: SourceMenuProps) {
  const read = useReadSource();
  const isEditable = source.declaredIn === null;
  const cannotRead = source.paused || source.settings === null || read.isPending;
  return (
    <OpenMenu
      className="w-56"
      trigger={
        <IconButton label={`More for ${source.name}`} tip="More">
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      }
    >
      {isEditable && (
        <Menu.Item className={MENU_ITEM} onSelect={() => setTimeout(onEdit)}>
          <Pencil aria-hidden="true" className={MENU_ICON} />
          Edit…
        </Menu.Item>
      )}
      <Menu.Item asChild className={MENU_ITEM}>
        <Link href={filterLink({ source: [source.id] })}>
          <List aria-hidden="true" className={MENU_ICON} />
          Its jobs
        </Link>
      </Menu.Item>
      <Menu.Item className={MENU_ITEM} disabled={cannotRead} onSelect={() => read.mutate({ source, afresh: false })}>
        <RotateCw aria-hidden="true" className={MENU_ICON} />
        Try now
      </Menu.Item>
      <Menu.Item className={MENU_ITEM} disabled={cannotRead} onSelect={() => read.mutate({ source, afresh: true })}>
        <History aria-hidden="true" className={MENU_ICON} />
        Read all of it again
      </Menu.Item>
      {isEditable && (
        <>
          <MenuLine />
          <Menu.Item className={clsx(MENU_ITEM, "text-failed")} onSelect={() => setTimeout(onRemove)}>
            <Trash2 aria-hidden="true" className="size-4" />
            Remove…
          </Menu.Item>
        </>
      )}
    </OpenMenu>
  );
}
