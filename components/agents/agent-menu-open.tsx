"use client";

import * as Menu from "@radix-ui/react-dropdown-menu";
import clsx from "clsx";
import { CirclePause, CirclePlay, Copy, Ellipsis, List, type LucideIcon, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import type { Agent } from "../../lib/api/types.ts";
import { agentLink, filterLink } from "../jobs/filter-link.ts";
import { IconButton } from "../ui/button.tsx";
import { duplicateLink } from "./duplicate.ts";
import { useEnableAgent } from "./use-agent-commands.ts";

const ITEM =
  "flex h-8 cursor-default select-none items-center gap-2.5 rounded-sm px-2 text-sm outline-none data-[highlighted]:bg-sunken coarse:h-10";

export function AgentMenuOpen({ agent, onDelete }: { agent: Agent; onDelete: () => void }) {
  const enable = useEnableAgent();
  return (
    <Menu.Root defaultOpen modal={false}>
      <Menu.Trigger asChild>
        <IconButton label={`More for ${agent.name}`} tip="More">
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 w-48 animate-appear rounded-lg bg-surface p-1 shadow-overlay"
        >
          <LinkItem href={agentLink(agent.id)} icon={Pencil}>
            Edit
          </LinkItem>
          <LinkItem href={duplicateLink(agent.id)} icon={Copy}>
            Duplicate
          </LinkItem>
          <LinkItem href={filterLink({ agent: [agent.name] })} icon={List}>
            Its jobs
          </LinkItem>
          <Menu.Item
            className={ITEM}
            disabled={enable.isPending}
            onSelect={() => enable.mutate({ id: agent.id, name: agent.name, enabled: !agent.enabled })}
          >
            {agent.enabled ? (
              <CirclePause aria-hidden="true" className="size-4 text-ink-3" />
            ) : (
              <CirclePlay aria-hidden="true" className="size-4 text-ink-3" />
            )}
            {agent.enabled ? "Pause" : "Resume"}
          </Menu.Item>
          <Menu.Separator className="-mx-1 my-1 border-t" />
          <Menu.Item className={clsx(ITEM, "text-failed")} onSelect={() => setTimeout(onDelete)}>
            <Trash2 aria-hidden="true" className="size-4" />
            Delete…
          </Menu.Item>
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}

function LinkItem({ href, icon: Icon, children }: { href: string; icon: LucideIcon; children: string }) {
  return (
    <Menu.Item asChild className={ITEM}>
      <Link href={href}>
        <Icon aria-hidden="true" className="size-4 text-ink-3" />
        {children}
      </Link>
    </Menu.Item>
  );
}
