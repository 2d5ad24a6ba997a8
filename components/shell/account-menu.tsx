"use client";

import { CircleUser } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "../ui/button.tsx";

function ClosedButton({ onClick }: { onClick?: () => void }) {
  return (
    <IconButton label="Account" className="size-8" aria-haspopup="menu" onClick={onClick}>
      <CircleUser aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
    </IconButton>
  );
}

const OpenMenu = dynamic(() => import("./account-menu-open.tsx").then((module) => module.AccountMenuOpen), {
  ssr: false,
  loading: () => <ClosedButton />,
});

/** Who is signed in, and signing out. The menu's code is loaded when it is first opened. */
export function AccountMenu({ person }: { person: string }) {
  const [wanted, setWanted] = useState(false);
  return wanted ? <OpenMenu person={person} /> : <ClosedButton onClick={() => setWanted(true)} />;
}
