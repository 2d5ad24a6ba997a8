"use client";

import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Source } from "../../lib/api/source-types.ts";
import { IconButton } from "../ui/button.tsx";

const OpenMenu = dynamic(() => import("./source-menu-open.tsx").then((module) => module.SourceMenuOpen), {
  ssr: false,
});

export interface SourceMenuProps {
  source: Source;
  onEdit: () => void;
  onRemove: () => void;
}

/** What else can be done with a source. The menu's code is loaded when one is first opened. */
export function SourceMenu(props: SourceMenuProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <OpenMenu {...props} />;
  return (
    <IconButton
      label={`More for ${props.source.name}`}
      tip="More"
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setWanted(true)}
    >
      <Ellipsis aria-hidden="true" className="size-4" />
    </IconButton>
  );
}
