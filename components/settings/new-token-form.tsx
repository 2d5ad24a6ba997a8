"use client";

import { ChevronDown } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { ApiError, serverNow } from "../../lib/api/client.ts";
import type { NewApiToken } from "../../lib/api/types.ts";
import { Button } from "../ui/button.tsx";
import { ChoiceControl } from "../ui/choices.tsx";
import { explain } from "../ui/toast.ts";
import {
  dayOf,
  expiryOf,
  LIFETIME_WORDS,
  LIFETIMES,
  type Lifetime,
  RIGHTS,
  type Rights,
  rightsInWords,
  SCOPES_OF,
} from "./token-words.ts";
import { useMakeToken } from "./use-token-commands.ts";

const NAME_MAX = 80;
const FIELD = "block h-8 w-full rounded-md border border-control bg-surface px-2.5 text-sm coarse:h-10";
const DAY_MS = 86_400_000;

const MEANINGS: Record<Rights, string> = {
  read: "Sees jobs, logs, results and agents; changes nothing.",
  write: "Also starts, cancels and retries jobs, and changes agents.",
};
const OPTIONS = RIGHTS.map((value) => ({
  value,
  title: rightsInWords(SCOPES_OF[value]),
  meaning: MEANINGS[value],
}));

/** Names a token and says what it may do and for how long. */
export function NewTokenForm({ onMade, onCancel }: { onMade: (made: NewApiToken) => void; onCancel: () => void }) {
  const [name, setName] = useState("");
  const [rights, setRights] = useState<Rights>("read");
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const [date, setDate] = useState("");
  const make = useMakeToken();
  const id = useId();
  const field = make.error instanceof ApiError ? make.error.field : null;
  const problemOf = (path: string) => (field === path ? explain(make.error).replace(`${path}: `, "It ") : null);
  const expiresAt = expiryOf(lifetime, date, serverNow());

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (expiresAt === undefined) return;
    make.mutate({ name: name.trim(), scopes: SCOPES_OF[rights], expiresAt }, { onSuccess: onMade });
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Labelled id={`${id}-name`} label="Name" problem={problemOf("name")}>
        <input
          id={`${id}-name`}
          ref={focusOnce}
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          maxLength={NAME_MAX}
          autoComplete="off"
          placeholder="Nightly build"
          aria-invalid={field === "name"}
          aria-describedby={field === "name" ? `${id}-name-note` : undefined}
          className={FIELD}
        />
      </Labelled>
      <ChoiceControl legend="Rights" name={`${id}-rights`} options={OPTIONS} value={rights} onChange={setRights} />
      <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
        <Labelled id={`${id}-lifetime`} label="Expires" problem={lifetime === "date" ? null : problemOf("expiresAt")}>
          <div className="relative">
            <select
              id={`${id}-lifetime`}
              value={lifetime}
              onChange={(event) => setLifetime(LIFETIMES.find((each) => each === event.target.value) ?? lifetime)}
              className={`${FIELD} appearance-none pr-8`}
            >
              {LIFETIMES.map((each) => (
                <option key={each} value={each}>
                  {LIFETIME_WORDS[each]}
                </option>
              ))}
            </select>
            <ChevronDown
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-3.5 text-ink-3"
            />
          </div>
        </Labelled>
        {lifetime === "date" && (
          <Labelled id={`${id}-date`} label="Last day" problem={problemOf("expiresAt")}>
            <input
              id={`${id}-date`}
              type="date"
              value={date}
              onChange={(event) => setDate(event.target.value)}
              required
              min={dayOf(serverNow())}
              max={dayOf(serverNow() + 3650 * DAY_MS)}
              aria-invalid={field === "expiresAt"}
              aria-describedby={field === "expiresAt" ? `${id}-date-note` : undefined}
              className={FIELD}
            />
          </Labelled>
        )}
      </div>
      {make.isError && field !== "name" && field !== "expiresAt" && (
        <p role="alert" className="text-failed text-sm">
          {explain(make.error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" type="submit" disabled={make.isPending || name.trim() === ""}>
          {make.isPending ? "Making…" : "Make token"}
        </Button>
      </div>
    </form>
  );
}

function Labelled({
  id,
  label,
  problem,
  children,
}: {
  id: string;
  label: string;
  problem: string | null;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
      </label>
      {children}
      {problem !== null && (
        <p id={`${id}-note`} role="alert" className="mt-1 text-failed text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}

/** The name is what the form begins with. */
function focusOnce(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
}
