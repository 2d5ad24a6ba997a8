import clsx from "clsx";
import {
  Ban,
  CircleArrowUp,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Hand,
  LoaderCircle,
  type LucideProps,
} from "lucide-react";
import type { ComponentType } from "react";
import type { StateIconName, Tone } from "../../lib/jobs/presentation.ts";
import { INK } from "../ui/tones.ts";

function HalfDisc({ strokeWidth, ...rest }: LucideProps) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={strokeWidth} aria-hidden="true" {...rest}>
      <circle cx="12" cy="12" r="10" />
      <path d="M12 5a7 7 0 0 0 0 14z" fill="currentColor" stroke="none" />
    </svg>
  );
}

const ICONS: Record<StateIconName, ComponentType<LucideProps>> = {
  clock: Clock,
  spinner: LoaderCircle,
  "half-disc": HalfDisc,
  "arrow-up": CircleArrowUp,
  hand: Hand,
  check: CircleCheck,
  cross: CircleX,
  slashed: Ban,
  question: CircleHelp,
};

/** The shape of a state. It never stands without the state's word beside it. A tone of null takes the text's colour. */
export function StateIcon({ name, tone, className }: { name: StateIconName; tone: Tone | null; className?: string }) {
  const Icon = ICONS[name];
  return (
    <Icon
      aria-hidden="true"
      strokeWidth={2.25}
      className={clsx("size-3.5 shrink-0", tone && INK[tone], name === "spinner" && "animate-spin", className)}
    />
  );
}
