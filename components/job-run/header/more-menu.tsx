"use client";

import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { IconButton } from "../../ui/button.tsx";
import type { HeaderActions } from "./use-header-actions.ts";

const LOOK = "size-8 border border-line-strong bg-surface text-ink-2 shadow-raised";

function ClosedButton({ onClick }: { onClick?: () => void }) {
  return (
    <IconButton label="More about this job" tip="More" className={LOOK} aria-haspopup="menu" onClick={onClick}>
      <Ellipsis aria-hidden="true" className="size-4" />
    </IconButton>
  );
}

const OpenMenu = dynamic(() => import("./more-menu-open.tsx").then((module) => module.MoreMenuOpen), {
  ssr: false,
  loading: () => <ClosedButton />,
});

/** Everything that can be done about the job, and why the rest cannot. Its code is loaded when it is first opened. */
export function MoreMenu(props: { detail: JobDetail; actions: HeaderActions }) {
  const [wanted, setWanted] = useState(false);
  return wanted ? <OpenMenu {...props} buttonClassName={LOOK} /> : <ClosedButton onClick={() => setWanted(true)} />;
}
