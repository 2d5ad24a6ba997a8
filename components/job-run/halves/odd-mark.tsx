import { TriangleAlert } from "lucide-react";

/** Says that what stands before it cannot be true as the source reports it. */
export function OddMark({ reason }: { reason: string }) {
  return (
    <span data-tip={reason} className="ml-1 inline-block cursor-default align-[-0.125em] text-cancelling">
      <TriangleAlert aria-hidden="true" className="size-3.5" />
      <span className="sr-only">{reason}</span>
    </span>
  );
}
