"use client";

import { BookmarkPlus, type LucideIcon, Pencil, RotateCcw, Save, Trash2, Users } from "lucide-react";
import { useState } from "react";
import type { SavedView } from "../../../lib/api/types.ts";
import { OptionList } from "../../ui/option-list.tsx";
import { toastDone, toastFailed } from "../../ui/toast.ts";
import type { ListPlace } from "../list-place.ts";
import { goToView } from "../use-list-place.ts";
import { useDeleteView, useUpdateView } from "./use-view-commands.ts";
import { ViewForm } from "./view-form.tsx";
import { freeName, type ListView } from "./view-model.ts";

interface PanelProps {
  place: ListPlace;
  views: readonly ListView[];
  current: { view: ListView; changed: boolean } | null;
  close: () => void;
}

/** Views to choose from, and what can be done with the one that is chosen. */
export function ViewsPanel(props: PanelProps) {
  const { place, views, current, close } = props;
  const [form, setForm] = useState<"save" | "rename" | null>(null);

  if (form === "rename" && current?.view.saved) {
    const { saved } = current.view;
    return <ViewForm title="Rename view" saved={saved} content={saved} onDone={close} onBack={() => setForm(null)} />;
  }
  if (form === "save") {
    const name = current === null ? "" : freeName(current.view.name, views);
    const content = { name, q: place.q.trim(), sort: place.sort, shared: false };
    return (
      <ViewForm title="Save as a view" saved={null} content={content} onDone={close} onBack={() => setForm(null)} />
    );
  }
  return (
    <>
      <OptionList
        label="Views"
        searchable
        placeholder="Find a view"
        empty="No view is called that"
        options={views.map((view) => ({
          id: view.id,
          label: view.name,
          group: view.group,
          hint: view.hint,
          chosen: view.id === current?.view.id,
        }))}
        onChoose={(id) => {
          const view = views.find((each) => each.id === id);
          close();
          if (view !== undefined) goToView(view);
        }}
      />
      <Actions {...props} onSave={() => setForm("save")} onRename={() => setForm("rename")} />
    </>
  );
}

function Actions({
  place,
  current,
  close,
  onSave,
  onRename,
}: PanelProps & { onSave: () => void; onRename: () => void }) {
  const update = useUpdateView();
  const remove = useDeleteView();
  const saved = current?.view.saved ?? null;
  const mine = saved?.mine === true ? saved : null;

  const change = (view: SavedView, part: Partial<SavedView>, done: string) => {
    close();
    update.mutate(
      { ...view, ...part },
      {
        onSuccess: () => toastDone(done),
        onError: (error) => toastFailed(`“${view.name}” was not changed`, error),
      },
    );
  };

  return (
    <div className="flex shrink-0 flex-col border-t p-1">
      {current?.changed && mine !== null && (
        <Action
          icon={Save}
          onClick={() => change(mine, { q: place.q.trim(), sort: place.sort }, `“${mine.name}” is up to date`)}
        >
          Update “{mine.name}”
        </Action>
      )}
      <Action icon={BookmarkPlus} onClick={onSave}>
        {current === null ? "Save this list as a view…" : "Save as a new view…"}
      </Action>
      {current?.changed && (
        <Action
          icon={RotateCcw}
          onClick={() => {
            close();
            goToView(current.view);
          }}
        >
          Back to “{current.view.name}” as it was
        </Action>
      )}
      {mine !== null && (
        <>
          <Action icon={Pencil} onClick={onRename}>
            Rename…
          </Action>
          <Action
            icon={Users}
            onClick={() => {
              const shared = !mine.shared;
              const done = shared ? `Everybody sees “${mine.name}” now` : `“${mine.name}” is yours alone again`;
              change(mine, { shared }, done);
            }}
          >
            {mine.shared ? "Stop sharing" : "Share with everybody"}
          </Action>
          <Action
            icon={Trash2}
            danger
            onClick={() => {
              close();
              remove.mutate(mine);
            }}
          >
            Delete
          </Action>
        </>
      )}
    </div>
  );
}

function Action({
  icon: Icon,
  danger = false,
  onClick,
  children,
}: {
  icon: LucideIcon;
  danger?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="focus-inset flex min-h-8 items-center gap-2 rounded-sm px-2 text-left text-sm hover:bg-sunken coarse:min-h-10"
    >
      <Icon aria-hidden="true" className={danger ? "size-3.5 shrink-0 text-failed" : "size-3.5 shrink-0 text-ink-3"} />
      <span className={danger ? "truncate text-failed" : "truncate"}>{children}</span>
    </button>
  );
}
