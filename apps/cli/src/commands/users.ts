// `sluice users`: what is known of a user, and the imports that brought users.
import { Command } from "commander";
import { z } from "zod";
import { type CommandContext, examples, wholeNumber } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

const limit = wholeNumber(1, 500);

interface EventOptions {
  name?: string;
  limit: number;
  cursor?: string;
}

export function usersCommand(context: CommandContext): Command {
  const command = withApiOptions(new Command("users"))
    .summary("show users, what they have done, and imports")
    .description(
      "Takes a key with the scope `data` (of the local operators the author has it); imports take `import`.\n" +
        "Results are JSON on stdout. Users are brought in by `sluice import users` and over the Data API.",
    )
    .addHelpText(
      "after",
      examples(
        "sluice users show john@example.com",
        'sluice users events john@example.com --name "Flight Booked" --limit 10',
        "sluice users imports",
      ),
    );
  const print = async (path: string): Promise<void> => {
    const api = await openApi(command.opts<ApiOptions>(), "author");
    context.print(JSON.stringify(await api.call(z.unknown(), "GET", path), null, 2));
  };
  return command
    .addCommand(
      new Command("show")
        .summary("attributes and devices of a user")
        .argument("<user-id>")
        .action((userId: string) => print(pathOf(userId))),
    )
    .addCommand(
      new Command("events")
        .summary("what a user has done, newest first")
        .argument("<user-id>")
        .option("--name <event>", "events of this name alone")
        .option("--limit <n>", "how many", limit, 50)
        .option("--cursor <next>", "`next` of the page before")
        .action((userId: string, options: EventOptions) =>
          print(`${pathOf(userId)}/events?${queryOf(options)}`),
        ),
    )
    .addCommand(
      new Command("imports").summary("files of users, newest first").action(() => print("/v5/users/imports")),
    );
}

const pathOf = (userId: string): string => `/v5/users/${encodeURIComponent(userId)}`;

function queryOf({ name, limit: count, cursor }: EventOptions): string {
  const query = new URLSearchParams({ limit: String(count) });
  if (name !== undefined) query.set("name", name);
  if (cursor !== undefined) query.set("cursor", cursor);
  return query.toString();
}
