import Link from "next/link";
import type { ReactNode } from "react";
import type { OpenApiDocument } from "./openapi.ts";
import { REFERENCE, readContents } from "./reference-model.ts";
import { ReferenceNav } from "./reference-nav.tsx";

/** The contents of the reference beside, or on a phone above, the part that is shown. */
export function ReferenceFrame({ document, children }: { document: OpenApiDocument; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-col gap-1">
        <h1 className="font-semibold text-xl">
          <Link href={REFERENCE} className="rounded-sm hover:underline">
            API reference
          </Link>
        </h1>
        <p className="max-w-prose text-ink-2 text-sm">
          Version {document.info.version}. For programs:{" "}
          <a href="/api/openapi.json" className="text-accent underline underline-offset-2">
            the same as OpenAPI 3.1
          </a>
          .
        </p>
      </header>
      <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <div
          id="contents"
          className="focus-inset max-h-80 scroll-mt-16 overflow-y-auto rounded-lg border bg-surface p-3 lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:self-start"
        >
          <ReferenceNav sections={readContents(document)} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          {children}
          <a
            href="#contents"
            className="sticky bottom-20 flex h-9 items-center self-end rounded-full border border-line-strong bg-surface px-4 text-sm shadow-raised lg:hidden"
          >
            Contents
          </a>
        </div>
      </div>
    </div>
  );
}
