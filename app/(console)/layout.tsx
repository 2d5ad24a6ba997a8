import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "../../components/shell/providers.tsx";
import { Shell } from "../../components/shell/shell.tsx";
import { readTheme, THEME_COOKIE } from "../../components/shell/theme.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Providers>
      <Shell theme={theme}>{children}</Shell>
    </Providers>
  );
}
