import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "../../components/shell/providers.tsx";
import { Shell } from "../../components/shell/shell.tsx";
import { readTheme, THEME_COOKIE } from "../../components/shell/theme.ts";
import { signedIn } from "./signed-in.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const principal = await signedIn();
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Providers>
      <Shell theme={theme} person={principal.name}>
        {children}
      </Shell>
    </Providers>
  );
}
