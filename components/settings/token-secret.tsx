"use client";

import { useState } from "react";
import { curlOf } from "../../lib/jobs/curl.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { copyText } from "../ui/copy-text.ts";

/** A new token, to be copied, and how to try it out. */
export function TokenSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const command = `export WATCHFLOOR_TOKEN=${secret}\n${curlOf({ method: "GET", url: `${location.origin}/api/summary` })}`;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex gap-2">
        <input
          ref={selectOnce}
          readOnly
          value={secret}
          aria-label="API token"
          onFocus={(event) => event.currentTarget.select()}
          className="h-8 min-w-0 flex-1 rounded-md border border-control bg-sunken px-2.5 font-mono text-sm coarse:h-10"
        />
        <Button look="primary" className="coarse:h-10" onClick={() => void copyText(secret).then(setCopied)}>
          {isCopied ? "Copied" : "Copy"}
        </Button>
      </div>
      <p role="status" className="sr-only">
        {isCopied ? "Copied the token" : ""}
      </p>
      <div>
        <p className="flex items-center justify-between gap-2 font-medium text-sm">
          Try it in a terminal
          <CopyButton text={command} what="the command" />
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by the keyboard too. */}
        <pre tabIndex={0} className="mt-1 overflow-x-auto rounded-md bg-sunken p-2 font-mono text-xs leading-5">
          {command}
        </pre>
      </div>
      <div className="flex justify-end">
        <Button onClick={onDone}>Done</Button>
      </div>
    </div>
  );
}

/** The token has the focus as it appears, ready to be copied by the keyboard. */
function selectOnce(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
  field?.select();
}
