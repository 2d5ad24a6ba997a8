import clsx from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

type Look = "primary" | "secondary" | "ghost" | "danger";
type Size = "sm" | "md";

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:shrink-0";

const LOOKS: Record<Look, string> = {
  primary: "bg-inverse text-on-inverse hover:opacity-90",
  secondary: "border border-line-strong bg-surface text-ink shadow-raised hover:bg-hover",
  ghost: "text-ink-2 hover:bg-sunken hover:text-ink",
  danger:
    "bg-[light-dark(oklch(0.54_0.215_27),oklch(0.56_0.2_26))] text-[oklch(0.99_0_0)] hover:bg-[light-dark(oklch(0.49_0.2_27),oklch(0.6_0.2_26))]",
};

const SIZES: Record<Size, string> = { sm: "h-7 px-2.5 text-sm", md: "h-8 px-3 text-sm" };

function classes(look: Look, size: Size, className: string | undefined) {
  return clsx(BASE, LOOKS[look], SIZES[size], className);
}

interface Looks {
  look?: Look;
  size?: Size;
}

export function Button({
  look = "secondary",
  size = "md",
  className,
  type,
  ...rest
}: ComponentProps<"button"> & Looks) {
  return <button type={type ?? "button"} className={classes(look, size, className)} {...rest} />;
}

export function ButtonLink({
  look = "secondary",
  size = "md",
  className,
  ...rest
}: ComponentProps<typeof Link> & Looks) {
  return <Link className={classes(look, size, className)} {...rest} />;
}

/** A button that is only an icon: its label is its accessible name and its tip. */
export function IconButton({
  label,
  tip,
  className,
  children,
  type,
  ...rest
}: ComponentProps<"button"> & { label: string; tip?: string; children: ReactNode }) {
  return (
    <button
      type={type ?? "button"}
      aria-label={label}
      data-tip={tip ?? label}
      className={clsx(
        "inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-3 transition-colors duration-100 hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-40 coarse:size-9",
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
