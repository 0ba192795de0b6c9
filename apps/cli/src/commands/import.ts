import { Command } from "commander";
import { EXIT, interrupted } from "../cli-error.ts";
import { checkUserFile, DEFAULT_ID_COLUMN, importFile } from "../journey/import-file.ts";
import { dataFolder } from "../stack/data-folder.ts";
import { LOCAL_WORKSPACE } from "../stack/local-operators.ts";
import { useDatabase } from "../stack/use-database.ts";
import { type CommandContext, dataOption, examples, jsonOption } from "./command-context.ts";
import { untilInterrupted } from "./until-interrupted.ts";

interface ImportOptions {
  data: string;
  idColumn: string;
  json?: true;
}

export function importCommand(context: CommandContext): Command {
  const users = new Command("users")
    .summary("import users from a file")
    .description(
      "CSV: the header names the attributes, `name` or `name:string|double|bool|datetime`; an empty cell is no value.\n" +
        "NDJSON: one object a line. New attributes are laid over those a user has; importing a file twice changes nothing.\n" +
        "Rows that cannot be taken go to FILE.rejects with line and reason; then the exit code is 1.",
    )
    .argument("<file>", ".csv, .ndjson or .jsonl")
    .option("--id-column <name>", "column or key that holds the user id", DEFAULT_ID_COLUMN)
    .addOption(dataOption())
    .addOption(jsonOption("what was imported"))
    .addHelpText(
      "after",
      examples("sluice import users users.csv", "sluice import users crm.ndjson --id-column customer_no"),
    )
    .action((file: string, options: ImportOptions) => importUsersFile(context, file, options));
  return new Command("import").summary("bring users in").description("Brings users in.").addCommand(users);
}

async function importUsersFile(context: CommandContext, path: string, options: ImportOptions): Promise<void> {
  const { config, reporter } = context;
  await checkUserFile(path);
  const result = await untilInterrupted((signal) =>
    useDatabase({ folder: dataFolder(options.data), env: config.env, reporter }, (databaseUrl) =>
      importFile({
        path,
        idColumn: options.idColumn,
        databaseUrl,
        workspaceId: LOCAL_WORKSPACE,
        reporter,
        signal,
      }).catch((error: unknown) => {
        throw signal.aborted
          ? interrupted("Interrupted. What was imported stays; the same command goes on.")
          : error;
      }),
    ),
  );
  if (options.json) context.print(JSON.stringify(result));
  context.endWith(result.rejected === 0 ? EXIT.done : EXIT.incomplete);
}
