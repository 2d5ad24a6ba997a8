import { type Logger, pino } from "pino";
import pretty from "pino-pretty";
import type { Config } from "./config.ts";

/** The log of this process: JSON lines on standard error, or coloured text when that is a terminal. */
export function createLog(level: Config["logLevel"]): Logger {
  const fd = process.stderr.fd;
  if (process.stderr.isTTY) return pino({ level }, pretty({ destination: fd, ignore: "pid,hostname", sync: true }));
  return pino({ level }, pino.destination({ fd, sync: true }));
}
