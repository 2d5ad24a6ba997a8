"use client";

import * as Menu from "@radix-ui/react-dropdown-menu";
import clsx from "clsx";
import { CirclePause, CirclePlay, Copy, Ellipsis, List, type LucideIcon, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import type { Agent } from "../../lib/api/types.ts";
import { agentLink, filterLink } from "../jobs/filter-link.ts";
import { IconButton } from "../ui/button.tsx";
import { MENU_ICON, MENU_ITEM, MenuLine, OpenMenu } from "../ui/open-menu.tsx";
import { duplicateLink } from "./duplicate.ts";
import { useEnableAgent } from "./use-agent-commands.ts";

export function AgentMenuOpen({ agent, onDelete }: { agent: Agent; onDelete: () => void }) {
  const enable = useEnableAgent();
  return (
    <OpenMenu
      className="w-48"
      trigger={
        <IconButton label={`More for ${agent.name}`} tip="More">
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      }
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
        className={MENU_ITEM}
        disabled={enable.isPending}
        onSelect={() => enable.mutate({ id: agent.id, name: agent.name, enabled: !agent.enabled })}
      >
        {agent.enabled ? (
          <CirclePause aria-hidden="true" className={MENU_ICON} />
        ) : (
          <CirclePlay aria-hidden="true" className={MENU_ICON} />
        )}
        {agent.enabled ? "Pause" : "Resume"}
      </Menu.Item>
      <MenuLine />
      <Menu.Item className={clsx(MENU_ITEM, "text-failed")} onSelect={() => setTimeout(onDelete)}>
        <Trash2 aria-hidden="true" className="size-4" />
        Delete…
      </Menu.Item>
    </OpenMenu>
  );
}

function LinkItem({ href, icon: Icon, children }: { href: string; icon: LucideIcon; children: string }) {
  return (
    <Menu.Item asChild className={MENU_ITEM}>
      <Link href={href}>
        <Icon aria-hidden="true" className={MENU_ICON} />
        {children}
      </Link>
    </Menu.Item>
  );
}
