import { natsHosts } from "@sluice/bus";
import { Command } from "commander";
import { dataFolder } from "../stack/data-folder.ts";
import { slackInWords, slackSetup } from "../stack/slack-setup.ts";
import { type StartedStack, startStack } from "../stack/start-stack.ts";
import { addressLines } from "../terminal/addresses.ts";
import {
  allowCidrOption,
  type CommandContext,
  dataOption,
  examples,
  jsonOption,
  proxyOption,
  wholeNumber,
} from "./command-context.ts";
import { untilAborted, untilInterrupted } from "./until-interrupted.ts";

interface UpOptions {
  data: string;
  port: number;
  delivery: number;
  api: number;
  allowCidr: readonly string[];
  proxy?: string;
  json?: true;
}

const DEFAULT_API_PORT = 8080;
const MAX_DELIVERY_PROCESSES = 64;
const MAX_API_PROCESSES = 8;

export function upCommand(context: CommandContext): Command {
  return new Command("up")
    .summary("start everything on this machine, until Ctrl-C")
    .description(
      "Starts NATS and Postgres (or uses NATS_URL and DATABASE_URL), then the API, the planner, the ledger and delivery.\n" +
        "Ready in a few seconds; the first start takes longer. Ctrl-C stops it in order; nothing is lost.",
    )
    .addOption(dataOption())
    .option("--port <n>", "port of the API; 0 takes any", wholeNumber(0, 65_535), DEFAULT_API_PORT)
    .option("--delivery <n>", "number of delivery processes", wholeNumber(1, MAX_DELIVERY_PROCESSES), 1)
    .option(
      "--api <n>",
      "number of API processes, which share the port (more than one: on Linux)",
      wholeNumber(1, MAX_API_PROCESSES),
      1,
    )
    .addOption(allowCidrOption())
    .addOption(proxyOption())
    .addOption(jsonOption("one line with the addresses and a local key, when ready,"))
    .addHelpText(
      "after",
      examples(
        "sluice up",
        "sluice up --data /var/lib/sluice --port 9000 --api 2 --delivery 4",
        "sluice up --json | head -1",
      ),
    )
    .action((options: UpOptions) => up(context, options));
}

async function up({ config, reporter, print }: CommandContext, options: UpOptions): Promise<void> {
  await untilInterrupted(
    async (signal) => {
      const stack = await startStack({
        folder: dataFolder(options.data),
        env: config.env,
        apiPort: options.port,
        deliveryProcesses: options.delivery,
        apiProcesses: options.api,
        allowCidrs: [...config.allowCidrs, ...options.allowCidr],
        proxyUrl: options.proxy ?? null,
        onProgress: (text) => reporter.say(text, "dim"),
      });
      try {
        if (options.json) print(JSON.stringify(readyLine(stack)));
        if (!signal.aborted) announce(stack, options, config.env, reporter.say);
        await untilAborted(signal);
      } finally {
        await stack.stop();
      }
      reporter.say("Stopped. Everything is kept; start again with the same command.");
    },
    () => reporter.say("Stopping: requests under way are finished first. Ctrl-C again ends at once."),
  );
}

function announce(
  stack: StartedStack,
  { data }: UpOptions,
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
): void {
  say("Sluice is running. Ctrl-C stops it.");
  for (const line of addressLines(stack, dataFolder(data))) say(line);
  say(slackInWords(slackSetup(env)));
}

/** For scripts. The key is the author's; the approver's is beside it, in keys.json. */
function readyLine({ apiUrl, natsUrl, pid, operators, apps }: StartedStack) {
  return {
    pid,
    api: apiUrl,
    docs: `${apiUrl}/docs`,
    nats: natsHosts(natsUrl),
    workspace: operators.workspace,
    key: operators.author.key,
    approver_key: operators.approver.key,
    apps: Object.fromEntries(apps.map(({ name, opsUrl }) => [name, opsUrl])),
  };
}
