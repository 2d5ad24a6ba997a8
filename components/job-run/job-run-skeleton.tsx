import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";

export function JobRunSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <LoadingLabel what="the job" />
      <div className="flex flex-col gap-2">
        <Skeleton className="my-1 h-4 w-12" />
        <div className="flex h-8 items-center gap-3">
          <Skeleton className="h-6 w-56" />
          <Skeleton className="h-6 w-24" />
          <Skeleton className="ml-auto h-8 w-24" />
        </div>
        <Skeleton className="my-1 h-4 w-96 max-w-full" />
      </div>
      <Skeleton className="h-36 w-full rounded-lg" />
      <Skeleton className="h-33 w-full rounded-lg" />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-56 w-full rounded-lg" />
        <Skeleton className="h-56 w-full rounded-lg" />
      </div>
      <Skeleton className="h-80 w-full rounded-lg" />
    </div>
  );
}
