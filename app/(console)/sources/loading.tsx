import { SourcesHeading, SourcesSkeleton } from "../../../components/sources/sources-skeleton.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <SourcesHeading />
      <SourcesSkeleton />
    </div>
  );
}
