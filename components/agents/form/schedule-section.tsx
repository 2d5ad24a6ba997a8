"use client";

import clsx from "clsx";
import { useInBrowser } from "../../live/use-now.ts";
import { CheckControl } from "../../ui/choices.tsx";
import { SelectControl, TextControl } from "../../ui/controls.tsx";
import { cronProblem, scheduleInWords } from "../schedule-words.ts";
import type { AgentForm } from "../use-agent-form.ts";
import { FormSection } from "./form-section.tsx";

const PRESETS = ["*/5 * * * *", "*/15 * * * *", "0 * * * *", "0 3 * * *", "0 8 * * 1-5", "0 6 * * 1"] as const;

export function ScheduleSection({ form }: { form: AgentForm }) {
  const { draft, change } = form;
  const schedule = (scheduled: boolean) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    change(scheduled && draft.timezone === "UTC" ? { scheduled, timezone: zone } : { scheduled });
  };
  return (
    <FormSection
      id="agent-schedule"
      title="Schedule"
      help="When it starts by itself. It can always be started by hand."
    >
      <CheckControl id="agent-scheduled" label="Start by schedule" checked={draft.scheduled} onChange={schedule} />
      {draft.scheduled && <Schedule form={form} />}
    </FormSection>
  );
}

function Schedule({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  const cron = draft.cron.trim();
  const words = scheduleInWords(cron, draft.timezone);
  return (
    <div className="flex flex-col gap-4 border-l-2 pl-4">
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">Often used</legend>
        <div className="flex flex-wrap gap-1.5">
          {PRESETS.map((preset) => (
            <button
              key={preset}
              type="button"
              aria-pressed={preset === cron}
              onClick={() => change({ cron: preset })}
              className={clsx(
                "h-7 rounded-full border px-2.5 text-sm transition-colors coarse:h-9",
                preset === cron
                  ? "border-inverse bg-inverse font-medium text-on-inverse"
                  : "border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink",
              )}
            >
              {scheduleInWords(preset)}
            </button>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextControl
          path="schedule.cron"
          label="Cron expression"
          help="Minute, hour, day of the month, month, day of the week."
          problems={problems}
          value={draft.cron}
          onChange={(next) => change({ cron: next })}
          maxLength={120}
          required
          mono
        />
        <ZoneSelect form={form} />
      </div>
      <p role="status" className="rounded-md bg-sunken px-3 py-2 text-sm">
        {words !== null ? (
          <>
            Starts <strong className="font-semibold">{words}</strong>.
          </>
        ) : cronProblem(cron) !== null ? (
          "This is not a schedule yet."
        ) : (
          "There is no short description of this schedule; whether it can be used is checked when you save."
        )}
      </p>
    </div>
  );
}

/** The zones are the browser's own list, which the server's may differ from: until it is there, the chosen one. */
function ZoneSelect({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  const inBrowser = useInBrowser();
  const own = inBrowser ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  const near = [...new Set(["UTC", own, draft.timezone])];
  const others = inBrowser ? Intl.supportedValuesOf("timeZone").filter((zone) => !near.includes(zone)) : [];
  return (
    <SelectControl
      path="schedule.timezone"
      label="Time zone"
      help="Times of day follow its summer time."
      problems={problems}
      value={draft.timezone}
      onChange={(timezone) => change({ timezone })}
    >
      {near.map((zone) => (
        <option key={zone} value={zone}>
          {zone === own && zone !== "UTC" ? `${zone} (yours)` : zone}
        </option>
      ))}
      <optgroup label="All time zones">
        {others.map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </optgroup>
    </SelectControl>
  );
}
