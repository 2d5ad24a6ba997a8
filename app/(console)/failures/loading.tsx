import { FailureListSkeleton } from "../../../components/failures/failure-list.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <h1 className="flex min-h-8 items-center font-semibold text-xl tracking-tight">Failures</h1>
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
