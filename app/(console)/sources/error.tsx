"use client";

import { QueryError } from "../../../components/ui/query-error.tsx";

export default function SourcesError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="min-h-80 rounded-lg border bg-surface shadow-raised">
      <QueryError what="this page" error={error} retry={retry} />
    </div>
  );
}
