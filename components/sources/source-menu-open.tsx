"use client";

import * as Menu from "@radix-ui/react-dropdown-menu";
import clsx from "clsx";
import { Ellipsis, History, List, Pencil, RotateCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { filterLink } from "../jobs/filter-link.ts";
import { IconButton } from "../ui/button.tsx";
import type { SourceMenuProps } from "./source-menu.tsx";
import { useReadSource } from "./use-source-commands.ts";

const ITEM =
  "flex h-8 cursor-default select-none items-center gap-2.5 rounded-sm px-2 text-sm outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken coarse:h-10";
const ICON = "size-4 text-ink-3";

export function SourceMenuOpen({ source, onEdit, onRemove }: SourceMenuProps) {
  const read = useReadSource();
  const isEditable = source.declaredIn === null;
  const cannotRead = source.paused || source.settings === null || read.isPending;
  return (
    <Menu.Root defaultOpen modal={false}>
      <Menu.Trigger asChild>
        <IconButton label={`More for ${source.name}`} tip="More">
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 w-56 animate-appear rounded-lg bg-surface p-1 shadow-overlay"
        >
          {isEditable && (
            <Menu.Item className={ITEM} onSelect={() => setTimeout(onEdit)}>
              <Pencil aria-hidden="true" className={ICON} />
              Edit…
            </Menu.Item>
          )}
          <Menu.Item asChild className={ITEM}>
            <Link href={filterLink({ source: [source.id] })}>
              <List aria-hidden="true" className={ICON} />
              Its jobs
            </Link>
          </Menu.Item>
          <Menu.Item className={ITEM} disabled={cannotRead} onSelect={() => read.mutate({ source, afresh: false })}>
            <RotateCw aria-hidden="true" className={ICON} />
            Try now
          </Menu.Item>
          <Menu.Item className={ITEM} disabled={cannotRead} onSelect={() => read.mutate({ source, afresh: true })}>
            <History aria-hidden="true" className={ICON} />
            Read all of it again
          </Menu.Item>
          {isEditable && (
            <>
              <Menu.Separator className="-mx-1 my-1 border-t" />
              <Menu.Item className={clsx(ITEM, "text-failed")} onSelect={() => setTimeout(onRemove)}>
                <Trash2 aria-hidden="true" className="size-4" />
                Remove…
              </Menu.Item>
            </>
          )}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
