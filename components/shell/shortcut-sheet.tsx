"use client";

import { Dialog } from "../ui/dialog.tsx";

const GROUPS: readonly { title: string; keys: readonly (readonly [keys: readonly string[], does: string])[] }[] = [
  {
    title: "Everywhere",
    keys: [
      [["⌘", "K"], "Search or act (Ctrl K)"],
      [["/"], "Go to the filter"],
      [["u"], "Undo, while a message counts down"],
      [["?"], "This sheet"],
      [["Esc"], "Close, or leave a field"],
    ],
  },
  {
    title: "In a list of jobs",
    keys: [
      [["j"], "Next row"],
      [["k"], "Previous row"],
      [["Enter"], "Open the job"],
      [["x"], "Select the job; with Shift, all on the page"],
      [["c"], "Cancel the job, or what is selected"],
      [["r"], "Retry the job, or what is selected"],
      [["Esc"], "Select nothing"],
    ],
  },
  {
    title: "On a job's page",
    keys: [
      [["c"], "Cancel the job"],
      [["r"], "Retry the job"],
      [["e"], "Retry it with edits"],
      [["w"], "Tell me when it ends, or not"],
      [["y"], "Copy the link to the page"],
    ],
  },
  {
    title: "In a log",
    keys: [
      [["/"], "Search it (Ctrl F, while it has the focus)"],
      [["Enter"], "Next match; with Shift, the previous one"],
      [["j"], "Mark the next line; with Shift, it as well"],
      [["k"], "Mark the line before; with Shift, it as well"],
      [["⌘", "C"], "Copy the marked lines (Ctrl C)"],
    ],
  },
];

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="flex flex-col gap-4">
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 font-medium text-ink-3 text-xs">{group.title}</h3>
            <dl className="text-sm">
              {group.keys.map(([keys, does]) => (
                <div
                  key={does}
                  className="flex h-8 flex-row-reverse items-center justify-between border-b last:border-b-0"
                >
                  <dt className="flex gap-1">
                    {keys.map((key) => (
                      <kbd
                        key={key}
                        className="min-w-6 rounded-sm border border-line-strong bg-sunken px-1.5 text-center font-sans text-xs leading-5"
                      >
                        {key}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
