export interface Throttle {
  /** Runs the task now, or at the end of the pause after the last run; at most one waits. */
  run: (pauseMs: number, task: () => void) => void;
  stop: () => void;
}

export function createThrottle(): Throttle {
  let lastRun = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    run(pauseMs, task) {
      if (timer !== undefined) return;
      const wait = Math.max(0, lastRun + pauseMs - performance.now());
      timer = setTimeout(() => {
        timer = undefined;
        lastRun = performance.now();
        task();
      }, wait);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
