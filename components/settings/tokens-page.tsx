"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { tokenQueries } from "../../lib/api/token-queries.ts";
import type { ApiToken } from "../../lib/api/types.ts";
import { useMinute } from "../live/use-now.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { TokenList, TokenListSkeleton } from "./token-list.tsx";
import { isUsable } from "./token-words.ts";
import { TokensHeading } from "./tokens-heading.tsx";

const NewTokenDialog = dynamic(() => import("./new-token-dialog.tsx").then((module) => module.NewTokenDialog), {
  ssr: false,
});

/** The organisation's API tokens: making, looking after and revoking them. */
export function TokensPage() {
  const { data, error, refetch } = useQuery(tokenQueries.all());
  const [isMaking, setMaking] = useState(false);
  const retry = () => void refetch();
  const make = (
    <Button look="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden="true" className="size-3.5" />
      New token
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      <TokensHeading action={make} />
      <section
        aria-label="All API tokens"
        aria-busy={data === undefined && error === null}
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        {data === undefined ? (
          error === null ? (
            <TokenListSkeleton />
          ) : (
            <div className="min-h-80">
              <QueryError what="the API tokens" error={error} retry={retry} />
            </div>
          )
        ) : (
          <>
            {error !== null && <RefreshError what="the API tokens" error={error} retry={retry} />}
            <Tokens tokens={data.items} action={make} />
          </>
        )}
      </section>
      {isMaking && <NewTokenDialog onClose={() => setMaking(false)} />}
    </div>
  );
}

function Tokens({ tokens, action }: { tokens: readonly ApiToken[]; action: React.ReactNode }) {
  const now = useMinute();
  const usable = tokens.filter((token) => isUsable(token, now));
  const others = tokens.filter((token) => !isUsable(token, now));
  return (
    <>
      {usable.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title={others.length === 0 ? "There is no API token yet" : "No API token can be used"}
          action={action}
        >
          A program needs one to see or start jobs here. Give each program its own, so that you can revoke one and keep
          the rest.
        </EmptyState>
      ) : (
        <TokenList label="Tokens that can be used" tokens={usable} />
      )}
      {others.length > 0 && (
        <details className="border-t">
          <summary className="focus-inset cursor-pointer px-4 py-2.5 text-ink-2 text-sm hover:bg-hover">
            {others.length === 1 ? "1 token that can" : `${others.length} tokens that can`} no longer be used
          </summary>
          <TokenList label="Tokens that can no longer be used" tokens={others} />
        </details>
      )}
    </>
  );
}
