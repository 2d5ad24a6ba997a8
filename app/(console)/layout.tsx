import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "../../components/shell/providers.tsx";
import { Shell } from "../../components/shell/shell.tsx";
import { readTheme, THEME_COOKIE } from "../../components/shell/theme.ts";
import { queries } from "../../lib/api/queries.ts";
import { sourceQueries } from "../../lib/api/source-queries.ts";
import { jobColumns } from "./job-columns.ts";
import { Prefetched, prefetch } from "./prefetched.tsx";
import { whoLooks } from "./signed-in.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const principal = await whoLooks();
  // The page itself, which knows where it is, sends strangers to sign in.
  if (principal === null) return children;
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Providers>
      <Prefetched
        principal={principal}
        queries={[
          prefetch(queries.summary(), ({ overview }) => overview.summary(principal)),
          prefetch(sourceQueries.all(), ({ sources }) => sources.list(principal)),
          prefetch(queries.preference("job-columns"), () => jobColumns(principal)),
        ]}
      >
        <Shell theme={theme} person={principal.name}>
          {children}
        </Shell>
      </Prefetched>
    </Providers>
  );
}
