import { join } from "node:path";
import { Argument, Command } from "commander";
import { failed } from "../cli-error.ts";
import { type CommandContext, examples } from "./command-context.ts";

const APPS = ["api", "planner", "delivery", "ledger", "slack-bot"] as const;
type App = (typeof APPS)[number];

const APPS_FOLDER = join(import.meta.dirname, "../../..");

export function runCommand({ config }: CommandContext): Command {
  return new Command("run")
    .summary("run one app in this process, as containers and service managers do")
    .description(
      "Becomes the app: same process, same terminal, signals go straight to it. SIGTERM ends it in order.\n" +
        "Settings come from the environment: NATS_URL, DATABASE_URL (not for delivery), HOST, PORT; all are in docs/operations.md.\n" +
        "Any number of delivery processes may run, on any number of hosts; of planner and ledger one works and the others stand by.",
    )
    .addArgument(new Argument("<app>", "which app").choices(APPS))
    .addHelpText(
      "after",
      examples(
        "NATS_URL=nats://sluice:secret@nats-1:4222,nats://nats-2:4222 sluice run delivery",
        "DATABASE_URL=postgres://… NATS_URL=nats://… HOST=0.0.0.0 PORT=9090 sluice run planner",
      ),
    )
    .action((app: App) => become(app, config.env));
}

/** Replaces this process by the app's: as process 1 of a container it gets the signals itself. */
function become(app: App, env: NodeJS.ProcessEnv): void {
  if (process.execve === undefined)
    throw failed("this system cannot replace a process; run it on Linux or macOS.");
  const entry = join(APPS_FOLDER, app, "src/main.ts");
  process.execve(process.execPath, [process.execPath, ...process.execArgv, entry], env);
}
