import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";

const SECTIONS = ["w-24", "w-32", "w-28"];

/** The shape of an agent's page while its data comes. */
export function AgentPageSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <LoadingLabel what="the agent" />
      <div>
        <Skeleton className="mb-2 h-4 w-16" />
        <Skeleton className="h-6 w-64 max-w-full" />
        <Skeleton className="mt-3 h-3.5 w-48" />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem] xl:grid-cols-[minmax(0,1fr)_23rem]">
        <div aria-hidden="true" className="h-60 rounded-lg border bg-surface lg:order-last lg:h-96" />
        <div className="rounded-lg border bg-surface shadow-raised">
          {SECTIONS.map((width) => (
            <div key={width} className="border-b px-5 py-5 last:border-b-0">
              <Skeleton className={`h-4 ${width}`} />
              <Skeleton className="mt-5 h-8 w-full" />
              <Skeleton className="mt-4 h-8 w-full" />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
