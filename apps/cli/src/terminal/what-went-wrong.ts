// A failure as a person reads it: a sentence, then the problems one a line, each with the path of its field.
import { redactText } from "@sluice/telemetry";
import { CliError } from "../cli-error.ts";
import type { Style } from "./screen.ts";

export interface Line {
  text: string;
  style?: Style;
}

/** @param isVerbose adds stacks and causes. */
export function whatWentWrong(error: unknown, isVerbose: boolean): Line[] {
  const problems = error instanceof CliError ? error.problems : [];
  const lines: Line[] = [
    { text: `sluice: ${messageOf(error)}`, style: "red" },
    ...problems.map(({ field, issue }) => ({ text: `  ${field === "" ? "" : `${field}: `}${issue}` })),
  ];
  if (isVerbose) lines.push(...stacks(error).map((text): Line => ({ text, style: "dim" })));
  return lines.map((line) => ({ ...line, text: redactText(line.text) }));
}

/** Failures that were not foreseen tell their reason in the cause. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message === "" ? error.name : error.message;
  const isForeseen = error instanceof CliError || "problems" in error || "code" in error;
  return isForeseen || !(error.cause instanceof Error) ? message : `${message}: ${messageOf(error.cause)}`;
}

function stacks(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(stacks) : [];
  return [
    error.stack ?? error.message,
    ...inner,
    ...stacks(error.cause).map((stack) => `caused by ${stack}`),
  ];
}
