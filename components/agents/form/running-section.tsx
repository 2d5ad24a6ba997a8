"use client";

import { formatRoughDuration } from "../../../lib/jobs/format.ts";
import { ChoiceControl } from "../../ui/choices.tsx";
import { type FailWhen, readNumber } from "../agent-draft.ts";
import { FAIL_WORDS } from "../agent-words.ts";
import type { AgentForm } from "../use-agent-form.ts";
import { FormSection } from "./form-section.tsx";
import { NumberField } from "./number-field.tsx";

const FAIL_RULES = (["all", "any", "none"] as const satisfies readonly FailWhen[]).map((value) => ({
  value,
  ...FAIL_WORDS[value],
}));

export function RequestsSection({ form }: { form: AgentForm }) {
  const { numbers } = form.draft;
  const isOnce = readNumber(numbers.taskRetries) === 0;
  return (
    <FormSection id="agent-requests" title="Requests" help="How gently pages are fetched, and when one is given up.">
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField name="delayMs" form={form} label="Pause" unit="ms" help="Between two pages of one job." />
        <NumberField name="timeoutMs" form={form} label="Timeout" unit="ms" help="How long a page may take." />
        <NumberField
          name="taskRetries"
          form={form}
          label="Retries of a page"
          unit="times"
          help="When it failed for a reason that may pass: a timeout or a 503, not a 404."
        />
        <NumberField
          name="taskRetryDelaySeconds"
          form={form}
          label="Wait before a page's retry"
          unit={inWords(numbers.taskRetryDelaySeconds)}
          help={isOnce ? "Counts only with retries of a page." : "In seconds. Other pages go on meanwhile."}
        />
      </div>
      <ChoiceControl
        legend="Failed pages fail the job"
        name="agent-fail-when"
        options={FAIL_RULES}
        value={form.draft.failWhen}
        onChange={(failWhen) => form.change({ failWhen })}
      />
    </FormSection>
  );
}

export function RunningSection({ form }: { form: AgentForm }) {
  const { numbers } = form.draft;
  const isOnce = readNumber(numbers.maxAttempts) === 1;
  return (
    <FormSection id="agent-running" title="Jobs" help="How many run at a time, which go first, how often one is tried.">
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField
          name="concurrency"
          form={form}
          label="Jobs at a time"
          unit="jobs"
          help="Others wait in the queue."
        />
        <NumberField name="priority" form={form} label="Priority" unit="" help="Higher goes first in the queue." />
        <NumberField
          name="maxAttempts"
          form={form}
          label="Attempts"
          unit="attempts"
          help="In all; 1 means that a failed job is not tried again."
        />
        <NumberField
          name="retryDelaySeconds"
          form={form}
          label="Wait before a retry"
          unit="s"
          help={isOnce ? "Counts only with more than one attempt." : "Doubled for each one after."}
        />
        <NumberField
          name="timeLimitSeconds"
          form={form}
          label="Time limit"
          unit={inWords(numbers.timeLimitSeconds)}
          help="In seconds of work; an attempt that takes longer is stopped."
        />
      </div>
    </FormSection>
  );
}

function inWords(text: string): string {
  const seconds = readNumber(text);
  return seconds >= 120 ? `s = ${formatRoughDuration(seconds * 1000)}` : "s";
}
