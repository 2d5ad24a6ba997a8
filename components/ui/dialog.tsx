"use client";

import * as Radix from "@radix-ui/react-dialog";
import clsx from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";

/** A modal dialog. It is loaded when it is first opened: import it through `next/dynamic`. */
export function Dialog({
  title,
  description,
  children,
  onClose,
  className,
  returnFocus,
  startsQuiet = false,
  isFirm = false,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  onClose: () => void;
  className?: string;
  /** What gets the focus when the dialog closes; by default what had it. */
  returnFocus?: () => HTMLElement | null;
  /** The focus begins at the dialog itself: what can be pressed in it is still to come. */
  startsQuiet?: boolean;
  /** A press beside it does not close it: what it shows is not shown again. */
  isFirm?: boolean;
}) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          onPointerDownOutside={(event) => isFirm && event.preventDefault()}
          onOpenAutoFocus={(event) => {
            if (!startsQuiet || !(event.currentTarget instanceof HTMLElement)) return;
            event.preventDefault();
            event.currentTarget.focus();
          }}
          onCloseAutoFocus={(event) => {
            const target = returnFocus?.();
            if (!target) return;
            event.preventDefault();
            target.focus();
          }}
          className={clsx(
            "fixed inset-x-0 top-[12vh] z-50 mx-auto flex max-h-[76vh] w-[calc(100vw-2rem)] max-w-md animate-appear flex-col rounded-lg bg-surface shadow-overlay outline-none",
            className,
          )}
        >
          <div className="flex items-start gap-2 px-5 pt-4">
            <Radix.Title className="min-w-0 flex-1 break-words font-semibold text-lg">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" className="-mr-2 size-7">
                <X aria-hidden="true" className="size-4" />
              </IconButton>
            </Radix.Close>
          </div>
          {description !== undefined && (
            <Radix.Description asChild>
              <div className="px-5 pt-1 text-ink-2 text-sm">{description}</div>
            </Radix.Description>
          )}
          <div className="min-h-0 overflow-y-auto px-5 pt-3 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
