"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { Download, LoaderCircle, RotateCw } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { callText } from "../../../lib/api/client.ts";
import { documentPath, jobQueries } from "../../../lib/api/job-queries.ts";
import { type DocumentKey, keys } from "../../../lib/api/queries.ts";
import { formatBytes } from "../../../lib/jobs/format.ts";
import { prettyBeginning } from "../../../lib/json/pretty-json.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { Moment } from "../../ui/time.tsx";
import { LineCount, TextLines, WindowedLines } from "./text-lines.tsx";

const CAN_COPY = 2 * 1024 * 1024;

/** The beginning of a text that came with the page, and all of it when asked for. */
export function DocumentBlock({
  title,
  of,
  beginning,
  cut,
  instead = null,
  children,
}: {
  title: string;
  of: DocumentKey;
  /** The text, or its beginning. */
  beginning: string;
  /** The size of the whole in bytes when this is only the beginning. */
  cut: number | null;
  /** Shown in place of the text. */
  instead?: ReactNode;
  /** Stands beside the title. */
  children?: ReactNode;
}) {
  const [whole, setWhole] = useState(false);
  const lines = useMemo(() => prettyBeginning(beginning).split("\n"), [beginning]);
  return (
    <section aria-label={title} className="min-w-0 px-4 py-3">
      <DocumentHead title={title} of={of} text={cut === null ? lines.join("\n") : null}>
        {children}
      </DocumentHead>
      {instead !== null ? (
        instead
      ) : whole ? (
        <WholeText title={title} of={of} />
      ) : (
        <>
          <TextLines label={title} lines={lines} />
          {cut !== null && (
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-2 text-ink-2 text-sm">
              The first 64 kB of {formatBytes(cut)}.
              <Button size="sm" onClick={() => setWhole(true)}>
                Show all
              </Button>
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** A text that did not come with the page: it is fetched when it is drawn, and again when asked to. */
export function FetchedBlock({ title, of }: { title: string; of: DocumentKey }) {
  const client = useQueryClient();
  const { dataUpdatedAt, isFetching } = useQuery(jobQueries.documentLines(of).options(0));
  return (
    <section aria-label={title} className="min-w-0 px-4 py-3">
      <DocumentHead title={title} of={of} text={null}>
        {dataUpdatedAt > 0 && (
          <span className="text-ink-3 text-xs">
            as of <Moment at={new Date(dataUpdatedAt).toISOString()} said="Read" />
          </span>
        )}
        <IconButton
          label={`Read ${title.toLowerCase()} again`}
          disabled={isFetching}
          onClick={() => void client.refetchQueries({ queryKey: keys.document(of), type: "active" })}
        >
          <RotateCw aria-hidden="true" className={clsx("size-3.5", isFetching && "animate-spin")} />
        </IconButton>
      </DocumentHead>
      <WholeText title={title} of={of} />
    </section>
  );
}

function DocumentHead({
  title,
  of,
  text,
  children,
}: {
  title: string;
  of: DocumentKey;
  text: string | null;
  children?: ReactNode;
}) {
  return (
    <div className="mb-1 flex min-h-7 items-center gap-1">
      <h3 className="mr-auto min-w-0 font-medium text-sm">{title}</h3>
      {children}
      {text !== null && <CopyButton text={text} what={title.toLowerCase()} className="size-7" />}
      <a
        href={documentPath(of)}
        download
        aria-label={`Download ${title.toLowerCase()}`}
        data-tip="Download, whole and without secrets"
        className="inline-flex size-7 items-center justify-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink coarse:size-9"
      >
        <Download aria-hidden="true" className="size-3.5" />
      </a>
    </div>
  );
}

function WholeText({ title, of }: { title: string; of: DocumentKey }) {
  const windows = jobQueries.documentLines(of);
  const { data, error, refetch } = useQuery(windows.options(0));
  const what = title.toLowerCase();
  if (data === undefined) {
    return error !== null ? (
      <QueryError what={what} error={error} retry={() => void refetch()} />
    ) : (
      <p role="status" className="flex h-24 items-center justify-center gap-2 rounded-md bg-sunken text-ink-2 text-sm">
        <LoaderCircle aria-hidden="true" className="size-4 animate-spin" />
        Loading {what}
      </p>
    );
  }
  return (
    <WindowedLines label={title} count={data.total} windows={windows} what={`some lines of ${what}`}>
      <LineCount count={data.total}>
        <span>· {formatBytes(data.bytes)}</span>
        {data.bytes <= CAN_COPY && <CopyButton text={() => callText(documentPath(of))} what={what} />}
      </LineCount>
    </WindowedLines>
  );
}
