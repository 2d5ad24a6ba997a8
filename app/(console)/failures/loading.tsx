import { FailureListSkeleton } from "../../../components/failures/failure-list.tsx";
import { SectionNav } from "../../../components/jobs/section-nav.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 items-center">
        <h1 className="sr-only">Failures</h1>
        <SectionNav />
      </div>
      <section
        aria-busy="true"
        aria-label="Failures by kind"
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        <FailureListSkeleton />
      </section>
    </div>
  );
}
