"use client";

import { useId, useRef, useState } from "react";
import type { Source } from "../../lib/api/source-types.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { explain } from "../ui/toast.ts";
import { jobsOf } from "./source-words.ts";
import { useRemoveSource } from "./use-source-commands.ts";

/** So many jobs, and the name has to be typed: they are read again from the source, but what it lost meanwhile is lost. */
const NAME_FROM = 100;

/** Asks before a source is removed, by the size of the harm. */
export function RemoveDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const remove = useRemoveSource();
  const isGone = useRef(false);
  const [typed, setTyped] = useState("");
  const id = useId();
  const jobs = jobsOf(source);
  const mustType = jobs >= NAME_FROM;
  const submit = () =>
    remove.mutate(source, {
      onSuccess: () => {
        isGone.current = true;
        onClose();
      },
    });
  return (
    <Dialog
      title={`Remove ${source.name}?`}
      description={
        <>
          It is read no more, its key is forgotten, and{" "}
          {jobs === 0 ? "there are no jobs of it to delete" : `its ${formatQuantity(jobs, "job")} are deleted here`}.
          Nothing is changed in the backend itself. This cannot be undone.
        </>
      }
      onClose={onClose}
      returnFocus={() => (isGone.current ? document.getElementById("main") : null)}
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {mustType && (
          <div>
            <label htmlFor={id} className="mb-1 block text-sm">
              Type <strong className="break-words">{source.name}</strong> to confirm
            </label>
            <input
              id={id}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              className="block h-8 w-full rounded-md border border-control bg-surface px-2.5 text-sm coarse:h-10"
            />
          </div>
        )}
        {remove.isError && (
          <p role="alert" className="text-failed text-sm">
            {explain(remove.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" type="submit" disabled={remove.isPending || (mustType && typed.trim() !== source.name)}>
            {remove.isPending ? "Removing…" : "Remove source"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
