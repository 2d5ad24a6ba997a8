"use client";

import { Eye, EyeOff, PlugZap } from "lucide-react";
import { useState } from "react";
import type { Source } from "../../lib/api/source-types.ts";
import { BACKEND_KINDS, BACKENDS, type BackendKind } from "../../lib/sources/kinds.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { CheckControl, ChoiceControl } from "../ui/choices.tsx";
import { LinesControl, NumberControl, TextControl } from "../ui/controls.tsx";
import { withKind } from "./source-draft.ts";
import { TestResult } from "./test-result.tsx";
import { useSourceForm } from "./use-source-form.ts";

const KINDS = BACKEND_KINDS.map((value) => ({ value, title: BACKENDS[value].name, meaning: BACKENDS[value].about }));

type Form = ReturnType<typeof useSourceForm>;

/** Says which backend, where, and with which key; the rest has good defaults. */
export function SourceForm({ source, onClose }: { source: Source | null; onClose: () => void }) {
  const form = useSourceForm(source, onClose);
  const { draft, change, problems } = form;
  const backend = BACKENDS[draft.kind];
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      {source === null && (
        <ChoiceControl<BackendKind>
          legend="Kind"
          name="source-kind"
          options={KINDS}
          value={draft.kind}
          onChange={(kind) => change(withKind(draft, kind))}
          inPairs
        />
      )}
      <TextControl
        {...{ path: "name", label: "Name", problems, maxLength: 80, required: true }}
        value={draft.name}
        onChange={(name) => change({ name })}
        placeholder={`${backend.name} production`}
        help={source === null ? "Jobs are filtered by it: “Agenty production” is source:agenty-production." : undefined}
      />
      <TextControl
        {...{ path: "settings.address", label: "Address", problems, maxLength: 500, required: true, mono: true }}
        value={draft.address}
        onChange={(address) => change({ address })}
        placeholder={backend.exampleAddress}
      />
      <KeyField source={source} form={form} />
      {backend.partitions !== null && (
        <LinesControl
          {...{ path: "settings.partitions", label: capital(backend.partitions.many), problems, rows: 3, isList: true }}
          value={draft.partitions}
          onChange={(partitions) => change({ partitions })}
          help={`The ids of the ${backend.partitions.many}, one a line: ${backend.name} lists jobs by ${backend.partitions.one} only.`}
        />
      )}
      <Advanced form={form} />
      {form.tested !== undefined && <TestResult test={form.tested} />}
      {form.refusal !== null && (
        <p role="alert" className="text-failed text-sm">
          {form.refusal}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={form.runTest} disabled={form.isTesting} className="mr-auto">
          <PlugZap aria-hidden="true" className="size-3.5" />
          {form.isTesting ? "Testing…" : "Test connection"}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabled={form.isSaving}>
          {source === null ? (form.isSaving ? "Connecting…" : "Connect") : form.isSaving ? "Saving…" : "Save"}
        </Button>
      </div>
    </form>
  );
}

/** The key can be entered, never read again. */
function KeyField({ source, form }: { source: Source | null; form: Form }) {
  const [isShown, setShown] = useState(false);
  const { draft, change, problems, forgetsKey, setForgetsKey } = form;
  const isSet = source !== null && source.key !== null;
  return (
    <div className="flex flex-col gap-2">
      <TextControl
        {...{ path: "key", label: BACKENDS[draft.kind].keyName, problems, maxLength: 4000, mono: true }}
        type={isShown ? "text" : "password"}
        value={draft.key}
        onChange={(key) => change({ key })}
        placeholder={isSet && !forgetsKey ? "Set; leave empty to keep it" : ""}
        help="Kept encrypted, and shown to nobody again."
        end={
          <IconButton label={isShown ? "Hide the key" : "Show the key"} onClick={() => setShown(!isShown)}>
            {isShown ? <EyeOff aria-hidden="true" className="size-4" /> : <Eye aria-hidden="true" className="size-4" />}
          </IconButton>
        }
      />
      {isSet && draft.key === "" && (
        <CheckControl
          id="source-forgets-key"
          label="Forget the key that is set"
          checked={forgetsKey}
          onChange={setForgetsKey}
        />
      )}
    </div>
  );
}

function Advanced({ form: { draft, change, problems } }: { form: Form }) {
  return (
    <details className="rounded-md border px-3 py-2">
      <summary className="rounded-sm font-medium text-sm">Limits, intervals and links</summary>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <NumberControl
          {...{ path: "settings.requestsPerMinute", label: "Requests a minute", unit: "calls", problems }}
          value={draft.requestsPerMinute}
          onChange={(requestsPerMinute) => change({ requestsPerMinute })}
          help="At most, reading and operators together."
        />
        <NumberControl
          {...{ path: "settings.newestEvery", label: "Newest jobs every", unit: "seconds", problems }}
          value={draft.newestEvery}
          onChange={(newestEvery) => change({ newestEvery })}
          help="1 to 3,600."
        />
        <NumberControl
          {...{ path: "settings.executingEvery", label: "Executing jobs every", unit: "seconds", problems }}
          value={draft.executingEvery}
          onChange={(executingEvery) => change({ executingEvery })}
          help="1 to 3,600."
        />
        <TextControl
          {...{ path: "settings.jobUrl", label: "Link to a job", problems, maxLength: 500, mono: true }}
          value={draft.jobUrl}
          onChange={(jobUrl) => change({ jobUrl })}
          placeholder="https://…/jobs/{id}"
          help="Where the backend itself shows a job; {id} is its id."
        />
      </div>
    </details>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
