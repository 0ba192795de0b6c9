// What each word of `sluice campaign` is made of, and what it works with.
import type { Command } from "commander";
import type { CampaignApi } from "../api/campaign-api.ts";
import type { ExitCode } from "../cli-error.ts";

export interface ActionContext {
  /** JSON on stdout. */
  print: (value: unknown) => void;
  /** A result for people, on stdout. */
  printText: (text: string) => void;
  say: (text: string) => void;
  endWith: (code: ExitCode) => void;
  /** Opened when the command runs: the options are known then. */
  api: () => Promise<CampaignApi>;
}

export interface CampaignCommand {
  name: string;
  summary: string;
  define: (command: Command, context: ActionContext) => void;
}
