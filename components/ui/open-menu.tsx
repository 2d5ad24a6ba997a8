import * as Menu from "@radix-ui/react-dropdown-menu";
import clsx from "clsx";
import type { ReactNode } from "react";

/** How an entry of a menu looks, and the icon before it. */
export const MENU_ITEM =
  "flex min-h-8 cursor-default select-none items-center gap-2.5 rounded-sm px-2 py-1 text-sm outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken coarse:min-h-10";
export const MENU_ICON = "size-4 shrink-0 text-ink-3";

/** A menu that opens as it comes: its code is fetched when its button is pressed. `className` says how wide it is. */
export function OpenMenu({
  trigger,
  className,
  children,
}: {
  trigger: ReactNode;
  className: string;
  children: ReactNode;
}) {
  return (
    <Menu.Root defaultOpen modal={false}>
      <Menu.Trigger asChild>{trigger}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className={clsx(
            "z-40 max-h-[var(--radix-dropdown-menu-content-available-height)] animate-appear overflow-y-auto rounded-lg bg-surface p-1 shadow-overlay",
            className,
          )}
        >
          {children}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Between entries of different kinds. */
export function MenuLine() {
  return <Menu.Separator className="-mx-1 my-1 border-t" />;
}
