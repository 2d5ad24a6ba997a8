"use client";

import * as Menu from "@radix-ui/react-dropdown-menu";
import type { ReactNode } from "react";
import { fetchFile } from "../../../lib/api/download.ts";
import { EXPORT_FORMATS, type ExportColumn, type ExportFormat } from "../../../lib/jobs/export-columns.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import type { JobSort } from "../../../lib/jobs/sort.ts";
import { OpenMenu } from "../../ui/open-menu.tsx";
import { toastDone, toastFailed } from "../../ui/toast.ts";
import { useListColumns } from "../use-list-columns.ts";
import { ExportButton } from "./export-menu.tsx";
import { columnsInWords, exportColumns, exportLink, FORMAT_WORDS } from "./export-words.ts";
import { save } from "./save.ts";

/** All jobs that match, in the order of the list, or jobs that were chosen one by one. */
export type Exported = { q: string; sort: JobSort } | { jobs: readonly { source: string; id: string }[] };

const ITEM =
  "flex h-8 cursor-default select-none items-baseline gap-2 rounded-sm px-2 pt-1.5 text-sm outline-none data-[highlighted]:bg-sunken coarse:h-10 coarse:pt-2.5";

export function ExportMenuOpen({ what, quiet }: { what: Exported; quiet: boolean }) {
  const { columns } = useListColumns();
  const inFile = exportColumns(columns.map(({ id }) => id));
  return (
    <OpenMenu className="w-72" trigger={<ExportButton quiet={quiet} />}>
      <Menu.Label className="px-2 pt-1.5 pb-2 text-ink-3 text-xs">
        <span className="block font-medium text-ink-2">
          {"q" in what ? "All jobs that match, in this order" : formatQuantity(what.jobs.length, "chosen job")}
        </span>
        <span className="mt-0.5 break-words">{columnsInWords(inFile)}</span>
      </Menu.Label>
      {EXPORT_FORMATS.map((format) => (
        <FileItem key={format} what={what} format={format} columns={inFile} />
      ))}
    </OpenMenu>
  );
}

/** What matches is a plain download, so that the browser writes it as it comes; what was chosen has to be sent along. */
function FileItem({ what, format, columns }: { what: Exported; format: ExportFormat; columns: ExportColumn[] }) {
  if ("q" in what) {
    return (
      <Menu.Item asChild className={ITEM}>
        <a href={exportLink(what, format, columns)} download>
          <FormatWords format={format} />
        </a>
      </Menu.Item>
    );
  }
  return (
    <Menu.Item className={ITEM} onSelect={() => void saveChosen(what.jobs, format, columns)}>
      <FormatWords format={format} />
    </Menu.Item>
  );
}

function FormatWords({ format }: { format: ExportFormat }): ReactNode {
  const { name, use } = FORMAT_WORDS[format];
  return (
    <>
      <span className="font-medium">{name}</span>
      <span className="text-ink-3 text-xs">{use}</span>
    </>
  );
}

async function saveChosen(
  chosen: readonly { source: string; id: string }[],
  format: ExportFormat,
  columns: readonly ExportColumn[],
): Promise<void> {
  try {
    const jobs = chosen.map(({ source, id }) => ({ source, id }));
    const file = await fetchFile("/api/jobs/export", { jobs, format, columns }, `jobs.${format}`);
    save(file);
    toastDone(`Saved ${formatQuantity(jobs.length, "job")} as ${file.name}`);
  } catch (error) {
    toastFailed("Could not export the selection", error);
  }
}
