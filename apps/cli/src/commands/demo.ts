import { join } from "node:path";
import { Command } from "commander";
import { exitCodeOf, interrupted } from "../cli-error.ts";
import {
  type DemoJourney,
  demoJourney,
  type EndpointCounts,
  withDemoEndpoint,
} from "../journey/demo-journey.ts";
import { dataFolder } from "../stack/data-folder.ts";
import type { RunningStack } from "../stack/running-stack.ts";
import { useStack } from "../stack/use-stack.ts";
import { addressLines } from "../terminal/addresses.ts";
import { formatCount, formatDuration } from "../terminal/numbers.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { showSummary } from "../terminal/show-summary.ts";
import {
  type CommandContext,
  dataOption,
  examples,
  jsonOption,
  proxyOption,
  wholeNumber,
} from "./command-context.ts";
import { demoSlack } from "./demo-slack.ts";
import { untilAborted, untilInterrupted } from "./until-interrupted.ts";

interface DemoOptions {
  data: string;
  users: number;
  rpm: number;
  keep?: true;
  slack?: true;
  proxy?: string;
  json?: true;
}

const MAX_USERS = 10_000_000;
const MAX_REQUESTS_PER_MINUTE = 200_000;
const START_TAKES_MS = 15_000;

export function demoCommand(context: CommandContext): Command {
  return new Command("demo")
    .summary("the whole journey, on generated users and a local endpoint")
    .description(
      "Starts everything on this machine, imports generated users from a CSV file, creates a campaign, has it approved by a " +
        "second person, sends one request per user to a local endpoint that fails now and then, and shows what became of " +
        "everyone. Needs no account, sends nothing beyond this machine, ends by itself. Ctrl-C and a second start go on.",
    )
    .option("--users <n>", "number of users", wholeNumber(1, MAX_USERS), 100_000)
    .option(
      "--rpm <n>",
      "request limit, in requests a minute",
      wholeNumber(1, MAX_REQUESTS_PER_MINUTE),
      200_000,
    )
    .option("--keep", "leave everything running afterwards, until Ctrl-C")
    .option(
      "--slack",
      "write and approve the campaign yourself, in a Slack played on this machine, until Ctrl-C",
    )
    .addOption(dataOption())
    .addOption(proxyOption())
    .addOption(jsonOption("the figures"))
    .addHelpText(
      "after",
      examples("sluice demo", "sluice demo --users 5000 --rpm 30000", "sluice demo --slack --users 5000"),
    )
    .action((options: DemoOptions) => (options.slack ? demoSlack(context, options) : demo(context, options)));
}

async function demo(context: CommandContext, options: DemoOptions): Promise<void> {
  const { config, reporter } = context;
  const folder = dataFolder(join(options.data, "demo"));
  const takesMs = START_TAKES_MS + (options.users / options.rpm) * 60_000;
  reporter.say(
    `One request to a local endpoint for each of ${formatCount(options.users)} users; takes about ${formatDuration(takesMs)}.`,
  );
  const stackOptions = {
    folder,
    env: config.env,
    apiPort: 0,
    deliveryProcesses: 1,
    apiProcesses: 1,
    allowCidrs: ["127.0.0.0/8"], // where the endpoint is
    proxyUrl: options.proxy ?? null,
    onProgress: (text: string) => reporter.say(text, "dim"),
  };
  await untilInterrupted((signal) =>
    withDemoEndpoint(folder, (endpointUrl) =>
      useStack(stackOptions, (stack) => {
        const { users, rpm: requestsPerMinute } = options;
        const journey = { stack, folder, reporter, signal, endpointUrl, users, requestsPerMinute };
        return runDemo(context, journey, options);
      }),
    ).catch((error: unknown) => {
      throw signal.aborted
        ? interrupted("Interrupted. Nothing is lost: start the demo again and it goes on.")
        : error;
    }),
  );
}

async function runDemo(context: CommandContext, journey: DemoJourney, options: DemoOptions): Promise<void> {
  const { reporter } = context;
  const { summary, counts } = await demoJourney(journey);
  showSummary(summary, reporter);
  reporter.say(endpointLine(counts));
  if (options.json) context.print(JSON.stringify(summary));
  context.endWith(exitCodeOf(summary));
  if (options.keep) await keepRunning(journey.stack, journey, reporter);
}

/** What the far end counted, independent of the ledger. */
function endpointLine({ requests, answered_503, reached, answered_twice }: EndpointCounts): string {
  const twice = answered_twice === 0 ? "nobody twice" : `${formatCount(answered_twice)} twice`;
  return `Since its start the endpoint counted ${formatCount(requests)} requests, answered ${formatCount(answered_503)} with 503, and reached ${formatCount(reached)} users, ${twice}.`;
}

async function keepRunning(
  stack: RunningStack,
  { folder, signal }: DemoJourney,
  reporter: Reporter,
): Promise<void> {
  reporter.say("Everything is still running. Ctrl-C stops it.");
  for (const line of addressLines(stack, folder)) reporter.say(line);
  await untilAborted(signal);
}
