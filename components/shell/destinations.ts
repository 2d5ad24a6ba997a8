import { Activity, Bot, List, type LucideIcon } from "lucide-react";

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
}

/** The pages that the navigation leads to. */
export const DESTINATIONS: readonly Destination[] = [
  { href: "/", label: "Overview", icon: Activity },
  { href: "/jobs", label: "Jobs", icon: List },
  { href: "/agents", label: "Agents", icon: Bot },
];

/** Whether a path lies at or below a destination. */
export function isAt(path: string, href: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
