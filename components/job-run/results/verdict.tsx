import type { ResultVerdict } from "../../../lib/jobs/model.ts";
import { VERDICT_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { INK } from "../../ui/tones.ts";

/** What a result is beside all that its agent had found before. */
export function Verdict({ verdict }: { verdict: ResultVerdict | null }) {
  if (verdict === null) return null;
  const { word, meaning, tone } = VERDICT_PRESENTATION[verdict];
  return (
    <span data-tip={meaning} className={`font-medium ${INK[tone]}`}>
      {word}
    </span>
  );
}
