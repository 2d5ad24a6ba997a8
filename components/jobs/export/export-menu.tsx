"use client";

import { ChevronDown, Download } from "lucide-react";
import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { Button } from "../../ui/button.tsx";
import type { Exported } from "./export-menu-open.tsx";

/** Opens the menu of files. Its look depends on where it stands. */
export function ExportButton({ quiet = false, ...rest }: ComponentProps<"button"> & { quiet?: boolean }) {
  return (
    <Button size={quiet ? "sm" : "md"} look={quiet ? "ghost" : "secondary"} aria-haspopup="menu" {...rest}>
      <Download aria-hidden="true" className="size-3.5" />
      Export
      <ChevronDown aria-hidden="true" className="size-3.5 text-ink-3" />
    </Button>
  );
}

const OpenMenu = dynamic(() => import("./export-menu-open.tsx").then((module) => module.ExportMenuOpen), {
  ssr: false,
});

/** Jobs as a file to keep. The menu's code is loaded when it is first opened. */
export function ExportMenu({ what, quiet = false }: { what: Exported; quiet?: boolean }) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <OpenMenu what={what} quiet={quiet} />;
  return <ExportButton quiet={quiet} aria-expanded={false} onClick={() => setWanted(true)} />;
}
