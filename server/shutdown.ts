import type { Logger } from "pino";

/** Stops what was started, the last first, and only once however often it is asked. */
export interface Shutdown {
  /** Adds a part to stop. `name` is for the log. */
  onStop(name: string, stop: () => unknown): void;
  /** Resolves with the exit code: 0, or 1 when a part failed to stop or took too long. */
  stop(reason: string): Promise<number>;
  readonly stopping: boolean;
}

/** `timeLimitMs` is for all parts together. */
export function createShutdown(log: Logger, timeLimitMs: number): Shutdown {
  const parts: { name: string; stop: () => unknown }[] = [];
  let running: Promise<number> | undefined;

  async function stopAll(reason: string): Promise<number> {
    log.info({ reason }, "Stopping");
    let code = 0;
    let current = "nothing";
    const late = Promise.withResolvers<"late">();
    const timer = setTimeout(() => late.resolve("late"), timeLimitMs);
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      const { name, stop } = part;
      current = name;
      const outcome = await Promise.race([late.promise, attempt(stop)]);
      if (outcome === "late") {
        log.error({ part: current, timeLimitMs }, "Gave up waiting for a part to stop");
        code = 1;
        break;
      }
      if (outcome !== "stopped") {
        log.error({ part: name, err: outcome.error }, "A part failed to stop");
        code = 1;
      }
    }
    clearTimeout(timer);
    log.info("Stopped");
    return code;
  }

  return {
    onStop(name, stop) {
      parts.push({ name, stop });
    },
    stop(reason) {
      running ??= stopAll(reason);
      return running;
    },
    get stopping() {
      return running !== undefined;
    },
  };
}

async function attempt(stop: () => unknown): Promise<"stopped" | { error: unknown }> {
  try {
    await stop();
    return "stopped";
  } catch (error) {
    return { error };
  }
}
