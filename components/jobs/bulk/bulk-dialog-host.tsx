"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { useRetryJob } from "../use-job-commands.ts";
import { closeBulkDialog, takeRetries, useBulkRequest } from "./ask-for-bulk.ts";
import { useFollowed } from "./follow.ts";

const BulkDialog = dynamic(() => import("./bulk-dialog.tsx").then((module) => module.BulkDialog), { ssr: false });
const FollowWatch = dynamic(() => import("./follow-watch.tsx").then((module) => module.FollowWatch), { ssr: false });

/** Holds the dialog of bulk actions, whose code is loaded when it is first asked for, and what follows those begun. */
export function BulkDialogHost() {
  const request = useBulkRequest();
  const follows = useFollowed().size > 0;
  const { mutate: retry } = useRetryJob();

  useEffect(() => takeRetries(retry), [retry]);

  return (
    <>
      {follows && <FollowWatch />}
      {request !== null && <BulkDialog request={request} onClose={closeBulkDialog} />}
    </>
  );
}
