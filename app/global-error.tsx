"use client";

import "./globals.css";
import { PageError } from "../components/ui/page-error.tsx";

export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Watchfloor</title>
        <main>
          <PageError error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
