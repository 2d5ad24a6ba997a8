import { z } from "zod";

const scheduled = z.object({ schedule: z.object({ cron: z.string(), timezone: z.string() }) });

/** The schedule in a configuration, given as JSON text; null when there is none. */
export function scheduleOf(config: string | null): { cron: string; timezone: string } | null {
  try {
    return scheduled.safeParse(JSON.parse(config ?? "null")).data?.schedule ?? null;
  } catch {
    return null;
  }
}
