"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button.tsx";
import { copyText } from "./copy-text.ts";

/** Copies a text, which may have to be fetched first, and shows that it did. */
export function CopyButton({
  text,
  what,
  className,
}: {
  text: string | (() => Promise<string>);
  what: string;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(setCopied, 1500, false);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <IconButton
      label={copied ? `Copied ${what}` : `Copy ${what}`}
      className={className ?? "size-6"}
      onClick={() => {
        const copy = async () => copyText(typeof text === "string" ? text : await text());
        void copy().then(setCopied, () => setCopied(false));
      }}
    >
      {copied ? (
        <Check aria-hidden="true" className="size-3.5 text-completed" />
      ) : (
        <Copy aria-hidden="true" className="size-3.5" />
      )}
    </IconButton>
  );
}
