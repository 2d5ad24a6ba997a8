"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { ApiToken } from "../../lib/api/types.ts";
import { useMinute } from "../live/use-now.ts";
import { Button } from "../ui/button.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { Ago, Until } from "../ui/time.tsx";
import { isUsable, rightsInWords, stateOfToken } from "./token-words.ts";

const RevokeDialog = dynamic(() => import("./revoke-dialog.tsx").then((module) => module.RevokeDialog), {
  ssr: false,
});

/** A row is a grid, so that the table becomes cards where it is narrow. */
const ROW =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 @3xl:grid-cols-[minmax(0,1fr)_8rem_9rem_8rem_8rem_5rem]";

export function TokenList({ label, tokens }: { label: string; tokens: readonly ApiToken[] }) {
  return (
    <table aria-label={label} className="block text-sm">
      <thead className="hidden border-b @3xl:block">
        <tr className={clsx(ROW, "h-8 text-left text-ink-3 text-xs *:font-medium")}>
          <th scope="col">Token</th>
          <th scope="col">Rights</th>
          <th scope="col">Made</th>
          <th scope="col">Expires</th>
          <th scope="col">Last used</th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="block">
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </tbody>
    </table>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const [isRevoking, setRevoking] = useState(false);
  const canBeUsed = isUsable(token, useMinute());
  return (
    <tr
      className={clsx(
        ROW,
        "gap-y-0.5 border-b py-3 last:border-b-0 hover:bg-hover @3xl:min-h-14 @3xl:py-1.5",
        !canBeUsed && "text-ink-3",
      )}
    >
      <th scope="row" className="min-w-0 pb-1 text-left font-normal @3xl:pb-0">
        <span className="block truncate font-medium">{token.name}</span>
        <code className="block truncate font-mono text-ink-3 text-xs">{token.prefix}_…</code>
      </th>
      <Cell label="Rights">{rightsInWords(token.scopes)}</Cell>
      <Cell label="Made">
        <Ago at={token.createdAt} said="Made" /> by <span className="break-words">{token.createdBy}</span>
      </Cell>
      <Cell label="Expires">
        <Expiry token={token} />
      </Cell>
      <Cell label="Last used">{token.lastUsedAt === null ? "Never" : <Ago at={token.lastUsedAt} />}</Cell>
      <td className="col-start-2 row-start-1 text-right @3xl:col-start-auto @3xl:row-start-auto">
        {canBeUsed && (
          <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(true)}>
            Revoke
          </Button>
        )}
        {isRevoking && <RevokeDialog token={token} onClose={() => setRevoking(false)} />}
      </td>
    </tr>
  );
}

/** A cell that says what it is of where there is no row of headings. */
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td className="col-span-2 flex min-w-0 gap-2 @3xl:col-span-1 @3xl:block">
      <span aria-hidden="true" className="w-20 shrink-0 text-ink-3 @3xl:hidden">
        {label}
      </span>
      <span className="min-w-0">{children}</span>
    </td>
  );
}

function Expiry({ token }: { token: ApiToken }) {
  const { expiresAt, revokedAt, revokedBy } = token;
  const state = stateOfToken(token, useMinute());
  switch (state) {
    case "revoked":
      return (
        <>
          Revoked <Ago at={revokedAt} said="Revoked" /> by {revokedBy}
        </>
      );
    case "expired":
      return (
        <>
          Expired <Ago at={expiresAt} said="Expired" />
        </>
      );
    case "expiring":
      return (
        <span className="font-medium text-cancelling">
          Soon, <Until at={expiresAt} said="Expires" />
        </span>
      );
    default:
      return expiresAt === null ? "Never" : <Until at={expiresAt} said="Expires" />;
  }
}

export function TokenListSkeleton() {
  return (
    <>
      <LoadingLabel what="API tokens" />
      <div aria-hidden="true" className="hidden h-8 border-b @3xl:block" />
      {["w-40", "w-56", "w-32"].map((width) => (
        <div key={width} className={clsx(ROW, "min-h-37 border-b last:border-b-0 @3xl:min-h-14")}>
          <div>
            <Skeleton className={`h-3.5 ${width} max-w-full`} />
            <Skeleton className="mt-2 h-3 w-36" />
          </div>
          {["w-20", "w-24", "w-16", "w-20"].map((cell, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells of a stand-in have nothing but their place.
            <Skeleton key={place} className={`hidden h-3.5 ${cell} @3xl:block`} />
          ))}
          <Skeleton className="h-7 w-18" />
        </div>
      ))}
    </>
  );
}
