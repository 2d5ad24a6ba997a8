"use client";

import dynamic from "next/dynamic";
import { closeCancelDialog, useCancelTarget } from "./cancel-request.ts";

const CancelDialog = dynamic(() => import("./cancel-dialog.tsx").then((module) => module.CancelDialog), { ssr: false });

/** Holds the cancel dialog; its code is loaded when it is first asked for. */
export function CancelDialogHost({ person }: { person: string }) {
  const job = useCancelTarget();
  return job === null ? null : (
    <CancelDialog key={`${job.source}/${job.id}`} job={job} person={person} onClose={closeCancelDialog} />
  );
}
