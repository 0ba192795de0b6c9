// `sluice keys`: API keys, over HTTP with a key that has the scope `admin`, or on the database itself.
import { API_KEY_SCOPES, type ApiKeyScope } from "@sluice/store";
import { Command, Option } from "commander";
import { type KeyApi, keyApi } from "../api/key-api.ts";
import { badInput } from "../cli-error.ts";
import { dataFolder } from "../stack/data-folder.ts";
import { LOCAL_WORKSPACE } from "../stack/local-operators.ts";
import { operatorKeys } from "../stack/operator-keys.ts";
import { useOperatorStore } from "../stack/operator-store.ts";
import { type CommandContext, examples, wholeNumber } from "./command-context.ts";
import { type ApiOptions, openApi, withApiOptions } from "./open-api.ts";

type UseKeys = (keys: KeyApi) => Promise<unknown>;
/** Prints what `use` resolves with. */
type Run = (use: UseKeys) => Promise<void>;

const MAX_NAME_LENGTH = 100;
const MAX_OVERLAP_MINUTES = 7 * 24 * 60;

export function keysCommand(context: CommandContext): Command {
  const command = withApiOptions(new Command("keys"))
    .summary("make, list, rotate and archive API keys")
    .description(
      "With --api, --workspace and --key over HTTP; the key needs the scope `admin`. Without --api and --key on the database, as\n" +
        "the operator: of the Sluice that runs on the data folder, or of DATABASE_URL (then with the API's SLUICE_PEPPER).\n" +
        "A secret is shown once. Results are JSON on stdout; every change is in the audit log.",
    )
    .addHelpText(
      "after",
      examples(
        "sluice keys create --for ana@example.com --scope view --scope create_manage --name laptop",
        "sluice keys list --workspace acme",
        "sluice keys rotate 0123abcd --overlap-minutes 60",
        "sluice keys archive 0123abcd",
      ),
    );
  const run: Run = async (use) => {
    const result = await useKeys(context, command.opts<ApiOptions>(), use);
    context.print(JSON.stringify(result, null, 2));
  };
  return command
    .addCommand(createCommand(run))
    .addCommand(
      new Command("list")
        .summary("all keys, newest first, without secrets")
        .action(() => run((keys) => keys.list())),
    )
    .addCommand(rotateCommand(run))
    .addCommand(archiveCommand(run));
}

/** A workspace alone does not choose the API: the operator names theirs so. */
async function useKeys(
  { config, reporter }: CommandContext,
  options: ApiOptions,
  use: UseKeys,
): Promise<unknown> {
  const { api, key, workspace = LOCAL_WORKSPACE } = options;
  if (api !== undefined || key !== undefined) return use(keyApi(await openApi(options, "approver")));
  const database = { folder: dataFolder(options.data), env: config.env, reporter };
  return useOperatorStore(database, (operator) => use(operatorKeys(operator, workspace)));
}

function createCommand(run: Run): Command {
  return new Command("create")
    .summary("make a key")
    .requiredOption("--for <person>", "whose key it is: e-mail address or name, as the audit log shows it")
    .addOption(
      new Option("--scope <scope>", "what it may do; may be repeated")
        .choices(API_KEY_SCOPES)
        .argParser(addScope)
        .makeOptionMandatory(),
    )
    .option("--name <text>", "for the list, at most 100 characters", "")
    .action((options: { for: string; scope: ApiKeyScope[]; name: string }) => {
      if (options.name.length > MAX_NAME_LENGTH)
        throw badInput(`A name has at most ${MAX_NAME_LENGTH} characters.`);
      return run((keys) => keys.create({ actor: options.for, name: options.name, scopes: options.scope }));
    });
}

function addScope(text: string, earlier: ApiKeyScope[] = []): ApiKeyScope[] {
  const scope = API_KEY_SCOPES.find((known) => known === text);
  if (scope === undefined)
    throw badInput(`There is no scope ${text}. Use one of ${API_KEY_SCOPES.join(", ")}.`);
  return [...earlier, scope];
}

function rotateCommand(run: Run): Command {
  const overlap = wholeNumber(0, MAX_OVERLAP_MINUTES);
  return new Command("rotate")
    .summary("a new secret; the old one ends at once, or after an overlap")
    .argument("<key-id>", "the first 8 characters of the key")
    .option("--overlap-minutes <n>", "how long the old secret goes on", overlap, 0)
    .action((keyId: string, { overlapMinutes }: { overlapMinutes: number }) =>
      run((keys) => keys.rotate(keyId, overlapMinutes)),
    );
}

const archiveCommand = (run: Run): Command =>
  new Command("archive")
    .summary("end a key for good; the API refuses it within two seconds")
    .argument("<key-id>", "the first 8 characters of the key")
    .action((keyId: string) => run((keys) => keys.archive(keyId)));
