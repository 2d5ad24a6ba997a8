"use client";

import { useRef } from "react";
import type { ApiToken } from "../../lib/api/types.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Ago } from "../ui/time.tsx";
import { explain } from "../ui/toast.ts";
import { useRevokeToken } from "./use-token-commands.ts";

/** Asks before a token is revoked, as that cannot be undone. */
export function RevokeDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const revoke = useRevokeToken();
  const isRevoked = useRef(false);
  const submit = () =>
    revoke.mutate(token, {
      onSuccess: () => {
        isRevoked.current = true;
        onClose();
      },
    });
  return (
    <Dialog
      title={`Revoke ${token.name}?`}
      description={
        <>
          Programs that send it are refused from now on; this cannot be undone.{" "}
          {token.lastUsedAt === null ? (
            "It was never used."
          ) : (
            <>
              It was last used <Ago at={token.lastUsedAt} />.
            </>
          )}
        </>
      }
      onClose={onClose}
      returnFocus={() => (isRevoked.current ? document.getElementById("main") : null)}
    >
      {revoke.isError && (
        <p role="alert" className="mb-2 text-failed text-sm">
          {explain(revoke.error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" onClick={submit} disabled={revoke.isPending}>
          {revoke.isPending ? "Revoking…" : "Revoke token"}
        </Button>
      </div>
    </Dialog>
  );
}
