// The one place that reads the environment; `--data`, `--api`, `--workspace` and `--key` name their variables themselves.
import { delimiter } from "node:path";

export interface CliConfig {
  /** Passed on to the servers and the apps: NATS_URL, DATABASE_URL and their own settings. */
  env: NodeJS.ProcessEnv;
  /** Stack traces are shown. */
  isDebug: boolean;
  /** Private networks that requests may go to, as the apps read them. */
  allowCidrs: readonly string[];
  searchPath: readonly string[];
}

export function resolveConfig(env: NodeJS.ProcessEnv = process.env): CliConfig {
  return Object.freeze({
    env,
    isDebug: isSet(env["SLUICE_DEBUG"]),
    allowCidrs: (env["SLUICE_ALLOW_CIDRS"] ?? "").split(",").flatMap((cidr) => cidr.trim() || []),
    searchPath: (env["PATH"] ?? "").split(delimiter).filter(Boolean),
  });
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "" && value !== "0";
