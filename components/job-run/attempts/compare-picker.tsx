"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { formatMoment } from "../../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { useInBrowser, useMinute } from "../../live/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { setAddress } from "../address.ts";
import { type ComparedWith, readComparedWith, writeComparedWith } from "./compare-with.ts";
import { attemptState } from "./end-of-attempt.ts";

const SELECT =
  "h-8 w-full min-w-0 appearance-none truncate rounded-md border border-control bg-surface pr-7 pl-2.5 text-sm coarse:h-10";

/** Which attempt of this job, and which other run. */
export function ComparePicker({
  detail,
  attempt,
  other,
  onChoose,
}: {
  detail: JobDetail;
  attempt: number | null;
  other: ComparedWith | null;
  onChoose: (chosen: ComparedWith | null) => void;
}) {
  const { job, run, runs } = detail;
  const { data: history } = useQuery({ ...jobQueries.history(job.source, job.id), enabled: job.agentId !== null });
  const inBrowser = useInBrowser();
  const minute = useMinute();
  const here = attempt ?? run?.attempt ?? null;
  const word = (state: keyof typeof STATE_PRESENTATION) => STATE_PRESENTATION[state].word;

  const attempts = runs
    .filter((each) => each.attempt !== here)
    .map((each) => ({
      value: writeComparedWith({ source: job.source, id: job.id, attempt: each.attempt }),
      text: `Attempt ${each.attempt} · ${word(attemptState(each, job))}`,
    }));
  const jobs = (history?.items ?? [])
    .filter((item) => item.id !== job.id || item.source !== job.source)
    .reverse()
    .map((item) => ({
      value: writeComparedWith({ source: item.source, id: item.id, attempt: null }),
      text: `#${item.id} · ${word(item.state)}${inBrowser ? ` · ${formatMoment(item.createdAt, minute)}` : ""}`,
    }));
  const chosen = other === null ? "" : writeComparedWith(other);
  const isListed = chosen === "" || [...attempts, ...jobs].some(({ value }) => value === chosen);

  return (
    <div className="grid gap-x-4 gap-y-3 border-b px-4 py-3 sm:grid-cols-2 xl:grid-cols-[1fr_1.4fr_1.4fr]">
      <Choice
        label="This run"
        value={here === null ? "" : String(here)}
        onChange={(value) => setAddress({ run: Number(value) === runs[0]?.attempt ? null : value })}
      >
        {runs.length === 0 && <option value="">No attempt has begun</option>}
        {runs.map((each) => (
          <option key={each.id} value={each.attempt}>
            Attempt {each.attempt} · {word(attemptState(each, job))}
            {each.id === runs[0]?.id ? " · latest" : ""}
          </option>
        ))}
      </Choice>
      <Choice
        label="Compare with"
        value={chosen}
        onChange={(value) => onChoose(value === "" ? null : readComparedWith(value, job.source))}
      >
        <option value="">{attempts.length + jobs.length === 0 ? "No other run is known" : "Choose a run"}</option>
        {!isListed && other !== null && (
          <option value={chosen}>
            #{other.id} in {other.source}
            {other.attempt === null ? "" : ` · attempt ${other.attempt}`}
          </option>
        )}
        {attempts.length > 0 && <Group label="Attempts of this job" options={attempts} />}
        {jobs.length > 0 && <Group label="Runs of the same agent" options={jobs} />}
      </Choice>
      <AnyJob source={job.source} onChoose={onChoose} />
    </div>
  );
}

function Group({ label, options }: { label: string; options: { value: string; text: string }[] }) {
  return (
    <optgroup label={label}>
      {options.map(({ value, text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </optgroup>
  );
}

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="block pb-1 text-ink-3 text-xs">
        {label}
      </label>
      <span className="relative block">
        <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className={SELECT}>
          {children}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-ink-3"
        />
      </span>
    </div>
  );
}

/** Any other job, by its id or a link to it. */
function AnyJob({ source, onChoose }: { source: string; onChoose: (chosen: ComparedWith) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readComparedWith(text, source);
    setWrong(read === null);
    if (read !== null) onChoose(read);
  };
  return (
    <form onSubmit={submit} className="min-w-0 sm:col-span-2 xl:col-span-1">
      <label htmlFor={id} className="block pb-1 text-ink-3 text-xs">
        Or any other job
      </label>
      <span className="flex gap-2">
        <input
          id={id}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
          placeholder="id, source/id or link"
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          autoComplete="off"
          spellCheck={false}
          className="h-8 w-full min-w-0 rounded-md border border-control bg-surface px-2.5 text-sm coarse:h-10"
        />
        <Button type="submit">Compare</Button>
      </span>
      {wrong && (
        <p id={`${id}-wrong`} role="alert" className="pt-1 text-failed text-xs">
          Give a job's id, source/id, or the link to its page.
        </p>
      )}
    </form>
  );
}
