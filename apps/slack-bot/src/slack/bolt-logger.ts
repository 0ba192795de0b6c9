// Bolt's log lines among ours: what it warns of. Its finer lines hold payloads and addresses with a state, and are dropped.
import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";
import type { Logger } from "@sluice/telemetry";

export const boltLogger = (log: Logger): BoltLogger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...said) => log.warn({ said: said.map(inWords) }, "bolt.warned"),
  error: (...said) => log.error({ said: said.map(inWords) }, "bolt.failed"),
  setLevel: () => undefined,
  getLevel: () => LogLevel.WARN,
  setName: () => undefined,
});

/** Of an error its message alone: what it carries may be an answer with a token. */
const inWords = (said: unknown): string =>
  said instanceof Error ? `${said.name}: ${said.message}` : String(said);
