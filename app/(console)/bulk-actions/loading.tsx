import { BulkActionListSkeleton } from "../../../components/bulk-actions/bulk-action-list.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <h1 className="flex min-h-8 items-center font-semibold text-xl tracking-tight">Bulk actions</h1>
      <section
        aria-busy="true"
        aria-label="All bulk actions"
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        <BulkActionListSkeleton />
      </section>
    </div>
  );
}
