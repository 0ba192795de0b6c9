// What a command may end with. Scripts rely on these numbers.
//
//   0  every recipient was delivered, or skipped by rule
//   1  some were not (or some rows of an import were rejected, or the command was interrupted)
//   2  bad input; nothing was sent
//   3  the system failed
import type { Problem, SendSummary } from "@sluice/schema";

export const EXIT = { done: 0, incomplete: 1, badInput: 2, failed: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One sentence for the person at the terminal, and what the command ends with. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: ExitCode;
  /** Each with the dotted path of its field; shown one a line. */
  readonly problems: readonly Problem[];

  constructor(
    exitCode: ExitCode,
    message: string,
    options: ErrorOptions & { problems?: readonly Problem[] } = {},
  ) {
    super(message, options);
    this.exitCode = exitCode;
    this.problems = options.problems ?? [];
  }
}

export const badInput = (
  message: string,
  options: { cause?: unknown; problems?: readonly Problem[] } = {},
): CliError => new CliError(EXIT.badInput, message, options);

export const failed = (message: string, cause?: unknown): CliError =>
  new CliError(EXIT.failed, message, { cause });

/** Ctrl-C or a termination signal. @param howToContinue what the person can do next. */
export const interrupted = (howToContinue: string): CliError => new CliError(EXIT.incomplete, howToContinue);

export function exitCodeOf(
  summary: Pick<SendSummary, "unknown" | "expired" | "cancelled" | "dead_lettered">,
): ExitCode {
  const notDelivered = summary.unknown + summary.expired + summary.cancelled + summary.dead_lettered;
  return notDelivered === 0 ? EXIT.done : EXIT.incomplete;
}
