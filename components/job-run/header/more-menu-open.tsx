"use client";

import * as Menu from "@radix-ui/react-dropdown-menu";
import {
  Bell,
  BellOff,
  Ellipsis,
  ExternalLink,
  Link2,
  type LucideIcon,
  PencilLine,
  Play,
  RotateCcw,
  Terminal,
  X,
} from "lucide-react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { IconButton } from "../../ui/button.tsx";
import { MENU_ICON, MENU_ITEM, MenuLine, OpenMenu } from "../../ui/open-menu.tsx";
import { copyCurl, copyPageLink } from "./copy-commands.ts";
import type { PageAction } from "./page-actions.ts";
import type { HeaderActions } from "./use-header-actions.ts";

interface Item {
  action: PageAction;
  label: string;
  icon: LucideIcon;
  shortcut?: string;
  run: () => void;
}

/** What is offered comes first; what is not stands below, each with what is against it. */
export function MoreMenuOpen({
  detail,
  actions,
  buttonClassName,
}: {
  detail: JobDetail;
  actions: HeaderActions;
  buttonClassName: string;
}) {
  const { job, backendUrl } = detail;
  const { offers, watching } = actions;
  const items: Item[] = [
    { action: "cancel", label: "Cancel…", icon: X, shortcut: "c", run: later(actions.cancel) },
    { action: "retry", label: "Retry", icon: RotateCcw, shortcut: "r", run: actions.retry },
    { action: "edit", label: "Retry with edits…", icon: PencilLine, shortcut: "e", run: later(actions.edit) },
    { action: "start", label: startLabel(detail), icon: Play, run: actions.start },
    {
      action: "watch",
      label: watching ? "Do not tell me when it ends" : "Tell me when it ends",
      icon: watching ? BellOff : Bell,
      shortcut: "w",
      run: actions.watch,
    },
  ];
  const refused = items.filter(({ action }) => offers[action] !== null && !(action === "watch" && watching));
  const offered = items.filter((item) => !refused.includes(item));
  const command = offers.cancel === null ? "cancel" : offers.retry === null ? "retry" : null;
  return (
    <OpenMenu
      className="w-72"
      trigger={
        <IconButton label="More about this job" tip="More" className={buttonClassName}>
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      }
    >
      {offered.map((item) => (
        <Offered key={item.action} {...item} />
      ))}
      {offered.length > 0 && <MenuLine />}
      <Offered label="Copy link to this page" icon={Link2} shortcut="y" run={() => void copyPageLink()} />
      <Offered label="Copy as cURL" icon={Terminal} run={() => void copyCurl(job, "read")} />
      {command !== null && (
        <Offered label={`Copy ${command} as cURL`} icon={Terminal} run={() => void copyCurl(job, command)} />
      )}
      {backendUrl !== null && (
        <Menu.Item asChild className={MENU_ITEM}>
          <a href={backendUrl} target="_blank" rel="noreferrer noopener">
            <ExternalLink aria-hidden="true" className={MENU_ICON} />
            <span className="min-w-0 flex-1">
              Open in <bdi>{job.source}</bdi>
            </span>
          </a>
        </Menu.Item>
      )}
      <MenuLine />
      <Menu.Label className="px-2 pt-1 pb-0.5 font-medium text-ink-3 text-xs">Not possible</Menu.Label>
      {refused.map(({ action, label, icon }) => (
        <Refused key={action} label={label.replace("…", "")} icon={icon} reason={offers[action] ?? ""} />
      ))}
      {offers.backend !== null && <Refused label="Open in the backend" icon={ExternalLink} reason={offers.backend} />}
    </OpenMenu>
  );
}

/** After the menu has given the focus back, so that a dialog can take it and return it. */
function later(run: () => void): () => void {
  return () => setTimeout(run);
}

function startLabel(detail: JobDetail): string {
  const what = hasEnded(detail.job.state) ? "Start its agent again" : "Start its agent once more";
  return detail.params === null ? what : `${what}, with its parameters`;
}

function Offered({ label, icon: Icon, shortcut, run }: Omit<Item, "action">) {
  return (
    <Menu.Item className={MENU_ITEM} onSelect={run}>
      <Icon aria-hidden="true" className={MENU_ICON} />
      <span className="min-w-0 flex-1">{label}</span>
      {shortcut !== undefined && (
        <span aria-hidden="true" className="font-sans text-ink-3 text-xs coarse:hidden">
          {shortcut}
        </span>
      )}
    </Menu.Item>
  );
}

/** Can be reached by the arrow keys, so that its reason is read out; does nothing. */
function Refused({ label, icon: Icon, reason }: { label: string; icon: LucideIcon; reason: string }) {
  return (
    <Menu.Item
      aria-disabled="true"
      onSelect={(event) => event.preventDefault()}
      className="flex cursor-default select-none items-start gap-2.5 rounded-sm px-2 py-1 text-sm outline-none data-[highlighted]:bg-sunken"
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="block text-ink-2">{label}</span>
        <span className="block text-ink-3 text-xs">{reason}</span>
      </span>
    </Menu.Item>
  );
}
