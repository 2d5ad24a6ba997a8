"use client";

import { Download } from "lucide-react";
import { type ResultChoice, resultExportPath } from "../../../lib/api/result-queries.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { RESULT_FORMATS, type ResultFormat } from "../../../lib/jobs/result-export.ts";
import { Popover } from "../../ui/popover.tsx";
import { TOOL } from "./column-choice.tsx";

const WORDS: Record<ResultFormat, { name: string; use: string }> = {
  csv: { name: "CSV", use: "for spreadsheets" },
  tsv: { name: "TSV", use: "tabs between cells" },
  json: { name: "JSON", use: "one list" },
  ndjson: { name: "NDJSON", use: "one object a line" },
};

/** All rows of the collection that the filter lets through, as a file that the browser writes as it comes. */
export function ExportResults({ choice, total }: { choice: ResultChoice; total: number }) {
  return (
    <Popover
      label="Export results"
      width={260}
      align="end"
      buttonClassName={TOOL}
      button={
        <>
          <Download aria-hidden="true" className="size-3.5" />
          <span className="max-sm:sr-only">Export</span>
        </>
      }
    >
      {(close) => (
        <div className="p-1">
          <p className="px-2 pt-1.5 pb-2 text-ink-3 text-xs">{`${formatQuantity(total, "row")} in the order in which they were stored, all fields.`}</p>
          {RESULT_FORMATS.map((format) => (
            <a
              key={format}
              href={resultExportPath(choice, format)}
              download
              onClick={close}
              className="flex h-8 items-center gap-2 rounded-sm px-2 text-sm hover:bg-sunken coarse:h-10"
            >
              <span className="font-medium">{WORDS[format].name}</span>
              <span className="text-ink-3 text-xs">{WORDS[format].use}</span>
            </a>
          ))}
        </div>
      )}
    </Popover>
  );
}
