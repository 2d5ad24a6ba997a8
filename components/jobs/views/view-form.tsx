"use client";

import { type FormEvent, useId, useState } from "react";
import type { SavedView } from "../../../lib/api/types.ts";
import { Button } from "../../ui/button.tsx";
import { explain, toastDone } from "../../ui/toast.ts";
import { goToView } from "../use-list-place.ts";
import { useCreateView, useUpdateView, type ViewContent } from "./use-view-commands.ts";

const NAME_MAX = 80;

/** Names a view and says who sees it. `saved`: the view that is changed; null makes a new one. */
export function ViewForm({
  title,
  saved,
  content,
  onDone,
  onBack,
}: {
  title: string;
  saved: SavedView | null;
  content: ViewContent;
  onDone: () => void;
  onBack: () => void;
}) {
  const [name, setName] = useState(content.name);
  const [shared, setShared] = useState(content.shared);
  const create = useCreateView();
  const update = useUpdateView();
  const { error, isPending } = saved === null ? create : update;
  const nameId = useId();
  const problemId = useId();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = { name: name.trim(), q: content.q, sort: content.sort, shared };
    try {
      if (saved === null) {
        const view = await create.mutateAsync(wanted);
        goToView(view, { replace: true });
        toastDone(`Saved the view “${view.name}”`);
      } else {
        const view = await update.mutateAsync({ ...wanted, id: saved.id });
        toastDone(`The view is called “${view.name}” now`);
      }
      onDone();
    } catch {
      // The form shows it.
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 overflow-y-auto p-4">
      <h2 className="font-semibold text-sm">{title}</h2>
      <div>
        <label htmlFor={nameId} className="font-medium text-sm">
          Name
        </label>
        <input
          id={nameId}
          ref={selectOnce}
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          maxLength={NAME_MAX}
          autoComplete="off"
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : problemId}
          placeholder="Books, failed today"
          className="mt-1.5 block h-8 w-full rounded-md border border-control bg-surface px-2.5 text-sm coarse:h-10"
        />
        {error !== null && (
          <p id={problemId} role="alert" className="pt-1 text-failed text-xs">
            {problemOf(error)}
          </p>
        )}
      </div>
      {saved === null && (
        <label className="flex items-start gap-2 text-sm">
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
            className="mt-0.5 size-4 accent-[var(--color-accent-mark)]"
          />
          <span>
            Share with everybody
            <span className="block text-ink-3 text-xs">They see it, only you can change it.</span>
          </span>
        </label>
      )}
      {saved === null && (
        <p className="line-clamp-3 break-words font-mono text-ink-3 text-xs">
          {content.q === "" ? "All jobs" : content.q}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" look="ghost" onClick={onBack}>
          Back
        </Button>
        <Button size="sm" look="primary" type="submit" disabled={isPending || name.trim() === ""}>
          {isPending ? "Saving…" : saved === null ? "Save view" : "Rename"}
        </Button>
      </div>
    </form>
  );
}

/** What is wrong, without the name of the field that it stands at. */
function problemOf(error: unknown): string {
  const message = explain(error).replace(/^name: /, "");
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** A field in a form that somebody opened takes the focus as it appears, with a suggested name ready to be typed over. */
function selectOnce(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
  field?.select();
}
