// One wide JSON line for each thing that happened: `log.info({ runId, recipientCount }, "batch.settled")`.
//
//   L1. Lines go to stderr: stdout belongs to a command's result.
//   L2. A secret is replaced by the name of its field, credentials in a URL wherever they stand, messages and stacks too.
import {
  pino,
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type Level,
  type Logger,
} from "pino";
import { redactFields, redactText } from "./redact.ts";

export type { Logger };

export interface LoggerOptions {
  /** `info` by default. */
  level?: Level | "silent";
  /** Where lines go, one `write` each; stderr by default. */
  destination?: DestinationStream;
}

/** @param name of the app or of its part; it stands in every line. */
export function createLogger(name: string, options: LoggerOptions = {}): Logger {
  const log = pino(
    {
      name,
      level: options.level ?? "info",
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactFields(fields),
      },
      serializers: { err: (plainError: unknown) => plainError },
      hooks: { streamWrite: redactText },
    },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
  return withRedactedChildren(log);
}

/** Pino asks no formatter about the fields of a child; grandchildren inherit this `child`. */
function withRedactedChildren(log: Logger): Logger {
  const createChild: CallableFunction = Reflect.get(log, "child");
  return Object.defineProperty(log, "child", {
    value(this: Logger, bindings: Bindings, options?: ChildLoggerOptions): unknown {
      return Reflect.apply(createChild, this, [redactFields(bindings), options]);
    },
  });
}
