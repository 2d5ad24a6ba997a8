import { formatCount } from "../../../lib/jobs/format.ts";
import { Unknown } from "../../ui/unknown.tsx";

/** A count; a dash where the source does not report it. */
export function Known({ value }: { value: number | null }) {
  return value === null ? <Unknown reason="The source does not report this" /> : formatCount(value);
}
