"use client";

import { PageError } from "../../components/ui/page-error.tsx";

export default function ConsoleError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <PageError error={error} retry={retry} />;
}
