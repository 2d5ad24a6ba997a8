"use client";

import type { ReactNode } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import type { JobState } from "../../../lib/jobs/state.ts";
import { BroughtPanel } from "./brought-panel.tsx";
import { CancelledPanel } from "./cancelled-panel.tsx";
import { DoingPanel } from "./doing-panel.tsx";
import { WaitingPanel } from "./waiting-panel.tsx";
import { WentWrongPanel } from "./went-wrong-panel.tsx";

/** What an operator asks first depends on the state. */
const PANEL_OF_STATE: Record<JobState, (props: { detail: JobDetail }) => ReactNode> = {
  Unknown: DoingPanel,
  Queued: WaitingPanel,
  Executing: DoingPanel,
  ExecutionCompleted: DoingPanel,
  Submitting: DoingPanel,
  Cancelling: DoingPanel,
  Completed: BroughtPanel,
  Cancelled: CancelledPanel,
  Failed: WentWrongPanel,
};

export function FirstPanel({ detail }: { detail: JobDetail }) {
  const Panel = PANEL_OF_STATE[detail.job.state];
  return <Panel detail={detail} />;
}
