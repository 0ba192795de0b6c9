// `sluice campaign attempts`: what was sent to whom, and what came back; as a table, as JSON, or into a file.
import { CampaignId } from "@sluice/schema";
import { type Command, Option } from "commander";
import type { AttemptPage, AttemptQuery } from "../api/attempt-page.ts";
import type { CampaignApi } from "../api/campaign-api.ts";
import { badInput } from "../cli-error.ts";
import { attemptTable } from "../terminal/attempt-table.ts";
import type { ActionContext, CampaignCommand } from "./campaign-command.ts";
import { wholeNumber } from "./command-context.ts";
import { writeNewFile } from "./write-new-file.ts";

interface AttemptOptions {
  user?: string;
  status?: string;
  error?: string;
  errors?: true;
  run?: string;
  from?: string;
  to?: string;
  limit: number;
  json?: true;
  export?: string;
}

const EXPORT_PAGE = 500;

export const CAMPAIGN_ATTEMPTS: CampaignCommand = {
  name: "attempts",
  summary: "what was sent to whom and what came back: every failure, a sample of the successes, newest first",
  define: (command, context) =>
    withOptions(command)
      .argument("<id>", "id of the campaign")
      .action(async (id: string, options: AttemptOptions) => showAttempts(parseId(id), options, context)),
};

const withOptions = (command: Command): Command =>
  command
    .option("--user <id>", "of this user")
    .option(
      "--status <status>",
      'with this status ("503"), of this class ("5xx"), or without an answer ("0")',
    )
    .addOption(new Option("--errors", "whatever was not delivered").conflicts("error"))
    .option("--error <words>", 'that failed with these words, for example "timeout"')
    .option("--run <id>", "of this run")
    .option("--from <time>", "from this time on, for example 2026-10-02T10:00:00Z")
    .option("--to <time>", "before this time")
    .addOption(
      new Option("--limit <count>", "at most so many, unless --export is given")
        .argParser(wholeNumber(1, 500))
        .default(20),
    )
    .option("--json", "print them whole, with request and answer, as JSON")
    .option("--export <file>", "write all of them to a file, one JSON object a line");

function parseId(text: string): CampaignId {
  const parsed = CampaignId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw badInput("A campaign id is 24 hexadecimal digits.");
}

async function showAttempts(id: CampaignId, options: AttemptOptions, context: ActionContext): Promise<void> {
  const api = await context.api();
  const query = toQuery(options);
  if (options.export !== undefined) {
    await writeNewFile(options.export, lines(api, id, query));
    return context.say(`Written to ${options.export}`);
  }
  const page = await api.attempts(id, { ...query, limit: options.limit });
  if (options.json) return context.print(page);
  return context.printText(attemptTable(page.attempts, page.next !== null));
}

function toQuery({ user, status, error, errors, run, from, to }: AttemptOptions): AttemptQuery {
  const words = errors ? "any" : error;
  const given = { user_id: user, status, error: words, run_id: run, from, to };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Page after page: one in memory at a time. */
async function* lines(api: CampaignApi, id: CampaignId, query: AttemptQuery): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const page: AttemptPage = await api.attempts(id, { ...query, limit: EXPORT_PAGE, cursor });
    yield page.attempts.map((attempt) => `${JSON.stringify(attempt)}\n`).join("");
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
