import type { SourceTest } from "../../lib/api/source-types.ts";
import { BackendError } from "./backend-error.ts";
import type { OpenSource } from "./job-source.ts";

/** Longer than this, an operator thinks that nothing happens. */
const GIVEN_UP_AFTER_MS = 20_000;
const SAMPLE = 20;

/**
 * Reads one page of a source's jobs, says what came of it, and lets go of its connections. Only what is wrong with us is thrown.
 * `address` is where the source is, in words.
 */
export async function testConnection(open: OpenSource, address: string): Promise<SourceTest> {
  const startedAt = performance.now();
  const answer = (rest: Pick<SourceTest, "reached" | "problem">): SourceTest => ({
    address,
    milliseconds: Math.round(performance.now() - startedAt),
    ...rest,
  });
  const signal = AbortSignal.timeout(GIVEN_UP_AFTER_MS);
  try {
    const source = open.at("operator");
    const { capabilities, pageLimit, partitions } = source;
    let jobs = 0;
    let total: number | null = 0;
    const notices: string[] = [];
    // Each partition is asked for: one id that is wrong is found out here.
    for (const partition of partitions) {
      const page = await source.list({ partition, offset: 0, limit: Math.min(SAMPLE, pageLimit) }, signal);
      jobs += page.jobs.length;
      total = total === null || page.total === null ? null : total + page.total;
      notices.push(...page.notices);
    }
    return answer({ reached: { capabilities, jobs, total, notices }, problem: null });
  } catch (error) {
    if (error instanceof BackendError) return answer({ reached: null, problem: error.message });
    if (!signal.aborted) throw error;
    const problem = `${address} did not answer within ${GIVEN_UP_AFTER_MS / 1000} s. Check the address, and that this server may reach it.`;
    return answer({ reached: null, problem });
  } finally {
    await open.close();
  }
}
