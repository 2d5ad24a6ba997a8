import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";

export function ResultsSkeleton() {
  return (
    <div className="px-4 py-2">
      <LoadingLabel what="results" />
      {["w-3/4", "w-2/3", "w-4/5", "w-3/5", "w-3/4", "w-2/3"].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stand-ins never change.
        <div key={index} className="flex h-9 items-center">
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </div>
  );
}
