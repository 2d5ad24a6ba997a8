"use client";

import { Play } from "lucide-react";
import type { Agent } from "../../lib/api/types.ts";
import { Button } from "../ui/button.tsx";
import { useStartAgent } from "./use-start-agent.ts";

/** Starts a job now. Of a paused agent it stays in reach, and says why it does nothing. */
export function StartButton({ agent, look = "secondary" }: { agent: Agent; look?: "primary" | "secondary" }) {
  const start = useStartAgent();
  const blocked = !agent.enabled || start.isPending;
  return (
    <Button
      size="sm"
      look={look}
      className="coarse:h-9"
      aria-disabled={blocked}
      aria-label={agent.enabled ? `Start now: ${agent.name}` : `Start now: ${agent.name} is paused, resume it first`}
      data-tip={agent.enabled ? undefined : "Paused: resume it first"}
      onClick={() => !blocked && start.mutate(agent)}
    >
      <Play aria-hidden="true" className="size-3.5" />
      <span>
        Start<span className="@max-6xl:hidden"> now</span>
      </span>
    </Button>
  );
}
