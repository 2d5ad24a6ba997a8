import { Activity, Bot, Cable, List, type LucideIcon, Settings } from "lucide-react";
import type { ComponentType } from "react";
import { DownMark } from "./late.tsx";

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Pages at other addresses that belong to it. */
  also?: readonly string[];
  /** Stands at its end while there is something to see there. */
  Mark?: ComponentType;
}

/** The pages that the navigation leads to. */
export const DESTINATIONS: readonly Destination[] = [
  { href: "/", label: "Overview", icon: Activity },
  { href: "/jobs", label: "Jobs", icon: List, also: ["/failures", "/bulk-actions"] },
  { href: "/agents", label: "Agents", icon: Bot },
  { href: "/sources", label: "Sources", icon: Cable, Mark: DownMark },
  { href: "/settings/tokens", label: "Settings", icon: Settings, also: ["/settings"] },
];

/** Whether a path lies at or below a destination. */
export function isAt(path: string, href: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

/** Whether a path is of a destination, at its address or at one of its others. */
export function belongsTo(path: string, { href, also = [] }: Pick<Destination, "href" | "also">): boolean {
  return [href, ...also].some((each) => isAt(path, each));
}
