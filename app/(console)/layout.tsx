import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "../../components/shell/providers.tsx";
import { Shell } from "../../components/shell/shell.tsx";
import { readTheme, THEME_COOKIE } from "../../components/shell/theme.ts";
import { whoLooks } from "./signed-in.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const principal = await whoLooks();
  // The page itself, which knows where it is, sends strangers to sign in.
  if (principal === null) return children;
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Providers>
      <Shell theme={theme} person={principal.name}>
        {children}
      </Shell>
    </Providers>
  );
}
