"use client";

import { useState } from "react";
import type { NewApiToken } from "../../lib/api/types.ts";
import { Dialog } from "../ui/dialog.tsx";
import { NewTokenForm } from "./new-token-form.tsx";
import { TokenSecret } from "./token-secret.tsx";

/** Makes a token, then shows it, this once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewApiToken | null>(null);
  if (made === null) {
    return (
      <Dialog key="form" title="New API token" onClose={onClose}>
        <NewTokenForm onMade={setMade} onCancel={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog
      key="secret"
      title={`Copy “${made.token.name}” now`}
      description="The token is shown this once: only its fingerprint is kept, so nobody can tell it to you again."
      onClose={onClose}
      className="sm:max-w-xl"
      isFirm
    >
      <TokenSecret secret={made.secret} onDone={onClose} />
    </Dialog>
  );
}
