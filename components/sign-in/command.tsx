import { CopyButton } from "../ui/copy-button.tsx";

/** A command for a terminal, with a button that copies it. */
export function Command({ text }: { text: string }) {
  return (
    <div className="flex h-9 items-center justify-between rounded-md border border-line-strong bg-sunken pr-1 pl-3">
      <code className="truncate font-mono text-sm">
        <span aria-hidden="true" className="select-none text-ink-3">
          ${" "}
        </span>
        {text}
      </code>
      <CopyButton text={text} what="command" className="size-7" />
    </div>
  );
}
