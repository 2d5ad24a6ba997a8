"use client";

import "./globals.css";
import { PageError } from "../components/ui/page-error.tsx";

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Watchfloor</title>
        <main>
          <PageError error={error} retry={reset} />
        </main>
      </body>
    </html>
  );
}
