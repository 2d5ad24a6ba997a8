"use client";

import { type SyntheticEvent, useId, useState } from "react";
import type { BulkTarget } from "../../../lib/api/bulk-queries.ts";
import { ApiError } from "../../../lib/api/client.ts";
import type { BulkPreview } from "../../../lib/jobs/bulk.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { Button } from "../../ui/button.tsx";
import { ReasonField } from "../reason-field.tsx";
import { useStartBulk } from "./bulk-commands.ts";
import { confirmationOf, isNumberTyped, VERB_WORDS } from "./bulk-words.ts";

/** The focus goes to where the answer to the dialog is given, once that is there; never to a button that harms many. */
const focusFirst = (element: HTMLElement | null) => element?.focus();

/** The reason, and the confirmation that grows with the number of jobs. */
export function BulkForm({
  target,
  preview,
  isCounting,
  countAgain,
  onStarted,
  onClose,
}: {
  target: BulkTarget;
  preview: BulkPreview;
  /** The jobs are being counted anew: what is shown may not be confirmed. */
  isCounting: boolean;
  countAgain: () => void;
  onStarted: () => void;
  onClose: () => void;
}) {
  const { verb, eligible, tooMany } = preview;
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const start = useStartBulk();
  const { word } = VERB_WORDS[verb];

  if (tooMany || eligible === 0) {
    return (
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose} ref={focusFirst}>
          Close
        </Button>
      </div>
    );
  }

  const confirmation = confirmationOf(eligible);
  const isConfirmed = confirmation !== "typed" || isNumberTyped(typed, eligible);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isConfirmed || start.isPending || isCounting) return;
    start.mutate(
      { ...target, expected: eligible, ...(reason.trim() === "" ? {} : { reason: reason.trim() }) },
      { onSuccess: onStarted, onError: (error) => isConflict(error) && countAgain() },
    );
  };
  const aboutReason = start.error instanceof ApiError && start.error.field === "reason" ? start.error.message : null;

  return (
    <form onSubmit={submit} className="mt-4">
      <ReasonField
        value={reason}
        onChange={setReason}
        keptWith="the bulk action"
        placeholder={verb === "cancel" ? "Wrong target, too slow, no longer needed…" : "The site is up again…"}
        problem={aboutReason}
        {...(confirmation === "named" ? { fieldRef: focusFirst } : {})}
      />
      {confirmation === "typed" && <TypedNumber verb={verb} expected={eligible} value={typed} onChange={setTyped} />}
      {start.isError && aboutReason === null && <Refused error={start.error} />}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{verb === "cancel" ? "Keep running" : "Not now"}</Button>
        <Button
          look={verb === "cancel" ? "danger" : "primary"}
          type="submit"
          disabled={!isConfirmed || start.isPending || isCounting}
          {...(confirmation === "button" ? { ref: focusFirst } : {})}
        >
          {start.isPending ? "Asking…" : isCounting ? "Counting…" : `${word} ${formatQuantity(eligible, "job")}`}
        </Button>
      </div>
    </form>
  );
}

/** More jobs match than were confirmed. */
function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === "CONFLICT";
}

function Refused({ error }: { error: Error }) {
  const unanswered = error instanceof ApiError && error.code === "NETWORK";
  return (
    <p role="alert" className="mt-3 rounded-md bg-failed-tint px-3 py-2 text-failed text-sm">
      {error instanceof ApiError ? error.message : "The bulk action could not be started."}
      {isConflict(error) && " Nothing was done. The figures above are new: confirm them anew."}
      {unanswered && " Look at the bulk actions before you ask again: it may have begun."}
    </p>
  );
}

function TypedNumber({
  verb,
  expected,
  value,
  onChange,
}: {
  verb: BulkPreview["verb"];
  expected: number;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="mt-3 block font-medium text-sm">
        Type {formatCount(expected)} to {VERB_WORDS[verb].word.toLowerCase()} that many jobs
      </label>
      <input
        id={id}
        ref={focusFirst}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={12}
        className="mt-1.5 block h-8 w-40 rounded-md border border-control bg-surface px-2.5 text-sm"
      />
    </>
  );
}
