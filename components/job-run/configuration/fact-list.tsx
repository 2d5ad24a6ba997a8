import { formatQuantity } from "../../../lib/jobs/format.ts";
import { cutVisible } from "../../../lib/text/visible-text.ts";
import type { Fact } from "./facts.ts";

/** Places of a JSON text with their values, in columns. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="gap-x-10 text-sm md:columns-2">
      {facts.map(({ name, values, more }) => (
        <div
          key={name}
          className="grid break-inside-avoid grid-cols-[minmax(7rem,2fr)_3fr] gap-x-3 border-b py-1 [unicode-bidi:isolate]"
        >
          <dt className="break-words font-mono text-ink-3 text-xs leading-5">{cutVisible(name).text}</dt>
          <dd className="min-w-0 break-words">
            {values.map((value, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a value is its place.
              <span key={place}>
                {place > 0 && <span className="text-ink-3">, </span>}
                <bdi>{value === "" ? <span className="text-ink-3">empty</span> : cutVisible(value).text}</bdi>
              </span>
            ))}
            {more > 0 && <span className="text-ink-3"> and {formatQuantity(more, "other")}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
