import clsx from "clsx";

/** A grey stand-in of the size of what is loading. Hidden from assistive technology: say "loading" once, around it. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden="true" className={clsx("block animate-breathe rounded-sm bg-sunken", className)} />;
}

/** Marks a region as loading for assistive technology. */
export function LoadingLabel({ what }: { what: string }) {
  return (
    <span role="status" className="sr-only">
      Loading {what}…
    </span>
  );
}
