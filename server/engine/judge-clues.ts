import type { ResultRow } from "../../lib/jobs/model.ts";
import type { SeenItem } from "../store/results.ts";
import { itemHash, itemKey } from "./extract/identity.ts";
import type { Item } from "./extract/items.ts";
import { NO_VERDICTS, type Verdicts } from "./progress.ts";

/** What the agent remembers of an item: its content when last seen, and the run that saw it. */
export type Memory = ReadonlyMap<string, { contentHash: string; lastRun: number }>;

/** A clue with the hashes by which it is known. */
export interface HashedClue extends SeenItem {
  item: Item;
}

/** A clue to be stored, with what to remember of it. */
export interface AcceptedClue extends SeenItem {
  row: ResultRow;
}

/** What processing makes of one payload. Every clue is counted in `verdicts` once. */
export interface Judgement {
  accepted: AcceptedClue[];
  verdicts: Verdicts;
}

/** The clues that hold something, with their hashes; the others are ignored. */
export function hashClues(
  clues: readonly (Item | null)[],
  key: readonly string[],
): { hashed: HashedClue[]; ignored: number } {
  const hashed = clues
    .filter(
      (item): item is Item => item !== null && Object.values(item).some((value) => value !== null && value !== ""),
    )
    .map((item) => ({ item, keyHash: itemKey(item, key), contentHash: itemHash(item) }));
  return { hashed, ignored: clues.length - hashed.length };
}

/** Compares clues with what the agent remembers. Results are numbered from `firstSeq`. */
export function judgeClues(
  clues: { hashed: readonly HashedClue[]; ignored: number },
  memory: Memory,
  place: { runId: number; task: number; firstSeq: number },
): Judgement {
  const verdicts = { ...NO_VERDICTS, ignored: clues.ignored };
  const accepted: AcceptedClue[] = [];
  const inThisPayload = new Set<string>();
  for (const { item, keyHash, contentHash } of clues.hashed) {
    const known = memory.get(keyHash);
    if (inThisPayload.has(keyHash) || known?.lastRun === place.runId) {
      verdicts.skipped++;
      continue;
    }
    inThisPayload.add(keyHash);
    const verdict = known === undefined ? "new" : known.contentHash === contentHash ? "same" : "changed";
    verdicts[verdict]++;
    accepted.push({
      keyHash,
      contentHash,
      row: {
        collection: 1,
        seq: place.firstSeq + accepted.length,
        task: place.task,
        verdict,
        data: JSON.stringify(item),
      },
    });
  }
  return { accepted, verdicts };
}
