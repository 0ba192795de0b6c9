// What every command is given, and the options that several share.
import { InvalidArgumentError, Option } from "commander";
import type { ExitCode } from "../cli-error.ts";
import type { CliConfig } from "../config.ts";
import { DEFAULT_DATA_FOLDER } from "../stack/data-folder.ts";
import type { Reporter } from "../terminal/reporter.ts";

export interface CommandContext {
  config: CliConfig;
  /** For people, on stderr. */
  reporter: Reporter;
  /** The command's result, on stdout. */
  print: (text: string) => void;
  /** 0 unless it is said otherwise. */
  endWith: (code: ExitCode) => void;
}

export const dataOption = (folder = DEFAULT_DATA_FOLDER): Option =>
  new Option("--data <dir>", "folder for everything that is kept").env("SLUICE_DATA").default(folder);

export const jsonOption = (what: string): Option => new Option("--json", `print ${what} as JSON on stdout`);

export const allowCidrOption = (): Option =>
  new Option(
    "--allow-cidr <cidr>",
    "private network that requests may go to, e.g. 127.0.0.0/8; may be repeated",
  )
    .argParser((cidr: string, earlier: readonly string[]) => [...earlier, cidr])
    .default([] as readonly string[], "none");

/** Also read from SLUICE_PROXY. */
export const proxyOption = (): Option =>
  new Option(
    "--proxy <url>",
    "HTTP proxy that every request goes through, e.g. http://user:password@proxy:3128",
  )
    .env("SLUICE_PROXY")
    .argParser((text: string) => {
      const protocol = URL.parse(text)?.protocol;
      if (protocol === "http:" || protocol === "https:") return text;
      throw new InvalidArgumentError("Use http://host:port or http://user:password@host:port.");
    });

/** A whole number within bounds, or a usage error. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Use a whole number from ${min} to ${max}.`);
  };
}

export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;
