// All commands, and what a failure looks like: one clear sentence on stderr that says what to do.
import { Command, CommanderError } from "commander";
import { CliError, EXIT, type ExitCode } from "./cli-error.ts";
import { auditCommand } from "./commands/audit.ts";
import { authorizationCommand } from "./commands/authorization.ts";
import { campaignCommand } from "./commands/campaign.ts";
import type { CommandContext } from "./commands/command-context.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { keysCommand } from "./commands/keys.ts";
import { limitsCommand } from "./commands/limits.ts";
import { natsConfigCommand } from "./commands/nats-config.ts";
import { workspaceCommand } from "./commands/workspace.ts";
import { importCommand } from "./commands/import.ts";
import { prepareCommand } from "./commands/prepare.ts";
import { runCommand } from "./commands/run.ts";
import { sendCommand } from "./commands/send.ts";
import { signingCommand } from "./commands/signing.ts";
import { slackCommand } from "./commands/slack.ts";
import { liftStopCommand, stopAllCommand } from "./commands/stop-all.ts";
import { upCommand } from "./commands/up.ts";
import { usersCommand } from "./commands/users.ts";
import { vaultCommand } from "./commands/vault.ts";
import type { CliConfig } from "./config.ts";
import { createReporter, type Reporter } from "./terminal/reporter.ts";
import { screenOn } from "./terminal/screen.ts";
import { whatWentWrong } from "./terminal/what-went-wrong.ts";

const INTRODUCTION = `Campaigns that one person writes and another approves, delivered as one personalised HTTP request per user.

Try it:           sluice demo
Keep it running:  sluice up
Send a campaign:  sluice send campaign.json --users users.csv

Exit codes: 0 every recipient was delivered or skipped by rule; 1 some were not; 2 bad input, nothing was sent; 3 the system failed.`;

/** @returns what the process is to end with. */
export async function runProgram(argv: readonly string[], config: CliConfig): Promise<ExitCode> {
  const reporter = createReporter(screenOn());
  let exitCode: ExitCode = EXIT.done;
  const context: CommandContext = {
    config,
    reporter,
    print: (text) => void process.stdout.write(`${text}\n`),
    endWith: (code) => (exitCode = code),
  };
  const program = createProgram(context);
  try {
    if (argv.length <= 2) program.help();
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    return explain(error, reporter, config.isDebug || program.opts()["verbose"] === true);
  }
}

function createProgram(context: CommandContext): Command {
  const program = new Command("sluice")
    .description(INTRODUCTION)
    .version("0.1.0")
    .option("--verbose", "show where a failure comes from (also SLUICE_DEBUG=1)")
    .showHelpAfterError("(add --help for what is possible)")
    .exitOverride();
  const commands = [
    upCommand,
    prepareCommand,
    runCommand,
    demoCommand,
    importCommand,
    usersCommand,
    sendCommand,
    campaignCommand,
    stopAllCommand,
    liftStopCommand,
    limitsCommand,
    keysCommand,
    authorizationCommand,
    signingCommand,
    vaultCommand,
    workspaceCommand,
    slackCommand,
    auditCommand,
    natsConfigCommand,
    doctorCommand,
  ];
  for (const create of commands) program.addCommand(inheritSettings(create(context), program));
  return program;
}

function inheritSettings(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheritSettings(child, command);
  return command;
}

/** Commander has already said what is wrong with the arguments. */
function explain(error: unknown, reporter: Reporter, isVerbose: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  reporter.settle();
  for (const line of whatWentWrong(error, isVerbose)) reporter.say(line.text, line.style);
  return error instanceof CliError ? error.exitCode : EXIT.failed;
}
