"use client";

import { CircleAlert, KeyRound } from "lucide-react";
import { type SyntheticEvent, useState } from "react";
import { ApiError, callApi } from "../../lib/api/client.ts";
import { Logo } from "../shell/logo.tsx";
import { Button } from "../ui/button.tsx";
import { Command } from "./command.tsx";

type LinkError = "invalid" | "too-many";

const MESSAGES: Record<LinkError, string> = {
  invalid: "This link was used already or is too old. Print a new one with the command below.",
  "too-many": "Too many attempts. Wait a minute, then open the link again.",
};

/**
 * Signing in takes a press of a button, because chats and mail readers fetch the links that they show. The form works
 * without scripts too.
 */
export function SignInCard({ token, error, next }: { token: string | null; error: LinkError | null; next: string }) {
  const [problem, setProblem] = useState(error === null ? null : MESSAGES[error]);
  const [busy, setBusy] = useState(false);

  const signIn = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await callApi("/api/auth/sign-in", { method: "POST", body: { token } });
      window.location.replace(next);
    } catch (cause) {
      setProblem(cause instanceof ApiError && cause.code !== "UNAUTHENTICATED" ? cause.message : MESSAGES.invalid);
      setBusy(false);
    }
  };

  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo className="size-11" />
          <div>
            <h1 className="font-semibold text-xl tracking-tight">Sign in to Watchfloor</h1>
            <p className="text-ink-2 text-sm">One live console for every job system a team runs.</p>
          </div>
        </div>
        <div className="rounded-lg border bg-surface p-5 shadow-raised">
          {problem !== null && (
            <p role="alert" className="mb-4 flex gap-2 rounded-md bg-failed-tint px-3 py-2 text-failed text-sm">
              <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
              {problem}
            </p>
          )}
          {token !== null && problem === null ? (
            <form method="post" action="/api/auth/sign-in" onSubmit={signIn}>
              <input type="hidden" name="token" value={token} />
              <p className="mb-4 text-ink-2 text-sm">
                Your link is ready. It works once; this browser then stays signed in for seven days.
              </p>
              <Button type="submit" look="primary" className="h-9 w-full" disabled={busy} autoFocus>
                <KeyRound aria-hidden="true" className="size-4" />
                {busy ? "Signing in…" : "Sign in"}
              </Button>
            </form>
          ) : (
            <NoLink />
          )}
        </div>
      </div>
    </main>
  );
}

function NoLink() {
  return (
    <div className="flex flex-col gap-3 text-sm">
      <h2 className="font-semibold text-base">You need a one-time link</h2>
      <p className="text-ink-2">
        On the machine where Watchfloor runs, in its folder, print one and open it in this browser:
      </p>
      <Command text="npm run sign-in-link" />
      <p className="text-ink-3">
        A fresh installation prints its first link when it starts. Links work once and for an hour.
      </p>
    </div>
  );
}
