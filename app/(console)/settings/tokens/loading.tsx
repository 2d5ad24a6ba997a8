import { TokenListSkeleton } from "../../../../components/settings/token-list.tsx";
import { TokensHeading } from "../../../../components/settings/tokens-heading.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <TokensHeading />
      <section
        aria-busy="true"
        aria-label="All API tokens"
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        <TokenListSkeleton />
      </section>
    </div>
  );
}
