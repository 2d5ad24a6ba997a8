import { jobPath } from "../../../lib/api/queries.ts";
import { type ApiCall, curlOf } from "../../../lib/jobs/curl.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { copyText } from "../../ui/copy-text.ts";
import { showToast } from "../../ui/toast.ts";

/** Copies the address of the page as it stands: its tab, its filters, its line. */
export async function copyPageLink(): Promise<void> {
  await copy(window.location.href, "Copied the link to this page");
}

/** Copies a call to the API about a job; the token is the reader's own variable. */
export async function copyCurl(job: Pick<JobRow, "source" | "id">, what: "read" | "cancel" | "retry"): Promise<void> {
  const path = jobPath(job.source, job.id);
  const calls: Record<typeof what, Omit<ApiCall, "url"> & { path: string }> = {
    read: { method: "GET", path },
    cancel: { method: "POST", path: `${path}/cancel`, body: { reason: "" } },
    retry: { method: "POST", path: `${path}/retry`, body: {} },
  };
  const { path: called, ...call } = calls[what];
  await copy(curlOf({ ...call, url: `${window.location.origin}${called}` }), "Copied the command", COPIED_CURL);
}

const COPIED_CURL = "It takes the token from the variable WATCHFLOOR_TOKEN of your shell.";

async function copy(text: string, title: string, detail: string | null = null): Promise<void> {
  if (await copyText(text)) showToast({ tone: "done", title, detail });
  else showToast({ tone: "failed", title: "The browser did not let it be copied" });
}
