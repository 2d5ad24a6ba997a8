import type { JobDetail } from "../../../lib/api/types.ts";
import type { JobRun } from "../../../lib/jobs/model.ts";
import { prettyJson } from "../../../lib/jobs/pretty-json.ts";
import { CopyButton } from "../../ui/copy-button.tsx";

const SHOWN_CHARACTERS = 64 * 1024;

/** What the job was told to do, and its run exactly as it is kept. */
export function ConfigurationTab({ detail: { config, params, run } }: { detail: JobDetail }) {
  return (
    <div className="flex flex-col divide-y">
      <JsonBlock title="Agent, as it was when the job was made" json={config} empty="The source does not keep it." />
      <JsonBlock title="Parameters" json={params} empty="The job was started without parameters." />
      {run !== null && <RawRun run={run} />}
    </div>
  );
}

function JsonBlock({ title, json, empty }: { title: string; json: string | null; empty: string }) {
  const whole = json === null ? null : prettyJson(json);
  const cut = whole !== null && whole.length > SHOWN_CHARACTERS;
  return (
    <section aria-label={title} className="px-4 py-3">
      <div className="flex h-7 items-center justify-between">
        <h3 className="font-medium text-sm">{title}</h3>
        {whole !== null && <CopyButton text={whole} what={title.toLowerCase()} className="size-7" />}
      </div>
      {whole === null ? (
        <p className="text-ink-3 text-sm">{empty}</p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs leading-5"
        >
          {cut ? `${whole.slice(0, SHOWN_CHARACTERS)}\n…` : whole}
        </pre>
      )}
      {cut && <p className="pt-1 text-ink-3 text-xs">The first 64 kB; copying takes the whole.</p>}
    </section>
  );
}

function RawRun({ run }: { run: JobRun }) {
  const entries = Object.entries(run);
  return (
    <details className="px-4 py-3">
      <summary className="w-fit rounded-sm font-medium text-sm">All {entries.length} figures of the run</summary>
      <dl className="mt-2 gap-x-8 text-xs sm:columns-2 xl:columns-3">
        {entries.map(([name, value]) => (
          <div key={name} className="flex break-inside-avoid justify-between gap-3 border-b py-1">
            <dt className="shrink-0 text-ink-3">{name}</dt>
            <dd className="min-w-0 break-all text-right font-mono">{value === null ? "–" : String(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
