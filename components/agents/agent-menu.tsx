"use client";

import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Agent } from "../../lib/api/types.ts";
import { IconButton } from "../ui/button.tsx";

const OpenMenu = dynamic(() => import("./agent-menu-open.tsx").then((module) => module.AgentMenuOpen), { ssr: false });
const DeleteDialog = dynamic(() => import("./delete-dialog.tsx").then((module) => module.DeleteDialog), { ssr: false });

/** What else can be done with an agent. The menu's code is loaded when one is first opened. */
export function AgentMenu({ agent, onDeleted }: { agent: Agent; onDeleted?: () => void }) {
  const [wanted, setWanted] = useState(false);
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      {wanted ? (
        <OpenMenu agent={agent} onDelete={() => setDeleting(true)} />
      ) : (
        <IconButton
          label={`More for ${agent.name}`}
          tip="More"
          aria-haspopup="menu"
          aria-expanded={false}
          onClick={() => setWanted(true)}
        >
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      )}
      {deleting && (
        <DeleteDialog agent={agent} onClose={() => setDeleting(false)} {...(onDeleted ? { onDeleted } : {})} />
      )}
    </>
  );
}
