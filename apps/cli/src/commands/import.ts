import type { ImportResult } from "@sluice/schema";
import { Command } from "commander";
import { EXIT, interrupted } from "../cli-error.ts";
import { checkUserFile, DEFAULT_ID_COLUMN, importFile } from "../journey/import-file.ts";
import { uploadFile } from "../journey/upload-file.ts";
import { dataFolder } from "../stack/data-folder.ts";
import { LOCAL_WORKSPACE } from "../stack/local-operators.ts";
import { useDatabase } from "../stack/use-database.ts";
import { type CommandContext, examples, jsonOption } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";
import { untilInterrupted } from "./until-interrupted.ts";

interface ImportOptions extends ApiOptions {
  idColumn: string;
  json?: true;
}

export function importCommand(context: CommandContext): Command {
  const users = withApiOptions(new Command("users"))
    .summary("import users from a file")
    .description(
      "CSV: the header names the attributes, `name` or `name:string|double|bool|datetime`; an empty cell is no value.\n" +
        "NDJSON: one object a line. New attributes are laid over those a user has; importing a file twice changes nothing.\n" +
        "Rows that cannot be taken go to FILE.rejects with line and reason; then the exit code is 1.\n" +
        "With --api, --workspace and --key over HTTP; the key needs the scope `import`. Without --api and --key into the database,\n" +
        "as the operator: of the Sluice that runs on the data folder, or of DATABASE_URL.",
    )
    .argument("<file>", ".csv, .ndjson or .jsonl")
    .option("--id-column <name>", "column or key that holds the user id", DEFAULT_ID_COLUMN)
    .addOption(jsonOption("what was imported"))
    .addHelpText(
      "after",
      examples(
        "sluice import users users.csv",
        "sluice import users crm.ndjson --id-column customer_no",
        "sluice import users users.csv --api https://sluice.example.com --workspace acme --key 0123abcd_…",
      ),
    )
    .action((file: string, options: ImportOptions) => importUsersFile(context, file, options));
  return new Command("import").summary("bring users in").description("Brings users in.").addCommand(users);
}

async function importUsersFile(context: CommandContext, path: string, options: ImportOptions): Promise<void> {
  await checkUserFile(path);
  const result = await untilInterrupted((signal) =>
    bringIn(context, path, options, signal).catch((error: unknown) => {
      throw signal.aborted
        ? interrupted("Interrupted. What was imported stays; the same command goes on.")
        : error;
    }),
  );
  if (options.json) context.print(JSON.stringify(result));
  context.endWith(result.rejected === 0 ? EXIT.done : EXIT.incomplete);
}

/** A workspace alone does not choose the API: the operator names theirs so. */
async function bringIn(
  { config, reporter }: CommandContext,
  path: string,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<ImportResult> {
  const { api, key, workspace = LOCAL_WORKSPACE, idColumn } = options;
  const file = { path, idColumn, reporter, signal };
  if (api !== undefined || key !== undefined)
    return uploadFile({ ...file, api: await openApi(options, "author") });
  const database = { folder: dataFolder(options.data), env: config.env, reporter };
  return useDatabase(database, (databaseUrl) => importFile({ ...file, databaseUrl, workspaceId: workspace }));
}
