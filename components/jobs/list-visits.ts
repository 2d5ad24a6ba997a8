/**
 * Who asks for a list wants it as it is now; who goes back wants it as it was. Pages of the list that were read before
 * `askedAt` are read again when they are shown.
 */
let askedAt = 0;

/** The reader goes somewhere new: what was read before is old. */
export function askAnew(): void {
  askedAt = Date.now();
}

/** The reader goes back to what was there. */
export function comeBack(): void {
  askedAt = 0;
}

/** Whether data read at that time must be read again before it is shown. */
export function isBeforeVisit(readAt: number): boolean {
  return readAt < askedAt;
}

// For as long as the tab lives: the list is not there while a job's page is, and going back happens then.
if (typeof window !== "undefined") window.addEventListener("popstate", comeBack);

interface Left {
  link: string;
  scrollY: number;
  job: string;
}

let left: Left | null = null;

/** The reader opens a job: on the way back the list stands where it stood, with the focus on that row. */
export function leaveForJob(job: string): void {
  left = { link: window.location.pathname + window.location.search, scrollY: window.scrollY, job };
}

/** Where the list stood when the reader left it for a job, told once and only to who came back to that very place. */
export function takeReturn(): Left | null {
  const here = window.location.pathname + window.location.search;
  if (left === null || askedAt !== 0 || left.link !== here) return null;
  const taken = left;
  left = null;
  return taken;
}

/** The address of the list that the reader left for a job; null when they came from elsewhere. */
export const whereListWas = (): string | null => left?.link ?? null;
