/** SQL states that tell of the server or the way to it, not of the statement: lost, full, stopping, timed out. */
const OUTAGE = /^(?:08|53|57P|25P03|40|58)/;
const NO_WAY = /^(?:ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOST|ENET)/;

/** Whether an error came of the database being away, so that the same may work later. */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (OUTAGE.test(code) || NO_WAY.test(code)) return true;
  // The driver's own errors have no code.
  return /^Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  );
}
