import { BulkActionListSkeleton } from "../../../components/bulk-actions/bulk-action-list.tsx";
import { SectionNav } from "../../../components/jobs/section-nav.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 items-center">
        <h1 className="sr-only">Bulk actions</h1>
        <SectionNav />
      </div>
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
