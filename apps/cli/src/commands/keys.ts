// `sluice keys`: API keys, on the database itself. Over HTTP a key with the scope `admin` can do the same.
import {
  API_KEY_SCOPES,
  ApiKeyError,
  type ApiKeyScope,
  archiveApiKey,
  createApiKey,
  listApiKeys,
  rotateApiKey,
} from "@sluice/store";
import { Command, Option } from "commander";
import { badInput } from "../cli-error.ts";
import { dataFolder } from "../stack/data-folder.ts";
import { LOCAL_WORKSPACE } from "../stack/local-operators.ts";
import { type OperatorStore, useOperatorStore } from "../stack/operator-store.ts";
import { type CommandContext, dataOption, examples, wholeNumber } from "./command-context.ts";

interface KeysOptions {
  data: string;
  workspace: string;
}

const MAX_NAME_LENGTH = 100;
const MAX_OVERLAP_MINUTES = 7 * 24 * 60;
const MINUTE_MS = 60_000;

export function keysCommand(context: CommandContext): Command {
  const command = new Command("keys")
    .summary("make, list, rotate and archive API keys, as the operator")
    .description(
      "Works on the database: of the Sluice that runs on the data folder, or of DATABASE_URL (then with the API's\n" +
        "SLUICE_PEPPER). A secret is shown once. Results are JSON on stdout; every change is in the audit log.",
    )
    .addOption(dataOption())
    .addOption(
      new Option("--workspace <id>", "workspace of the keys")
        .env("SLUICE_WORKSPACE")
        .default(LOCAL_WORKSPACE),
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
  const run = (use: (operator: OperatorStore, workspaceId: string) => Promise<unknown>): Promise<void> =>
    onKeys(context, command.opts<KeysOptions>(), use);
  return command
    .addCommand(createCommand(run))
    .addCommand(
      new Command("list").summary("all keys, newest first, without secrets").action(() => run(listKeys)),
    )
    .addCommand(rotateCommand(run))
    .addCommand(archiveCommand(run));
}

type Run = (use: (operator: OperatorStore, workspaceId: string) => Promise<unknown>) => Promise<void>;

const listKeys = ({ store }: OperatorStore, workspaceId: string): Promise<unknown> =>
  listApiKeys(store, workspaceId);

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
    .action((options: { for: string; scope: ApiKeyScope[]; name: string }) =>
      run(({ store, pepper }, workspaceId) => {
        if (options.name.length > MAX_NAME_LENGTH)
          throw badInput(`A name has at most ${MAX_NAME_LENGTH} characters.`);
        const key = { workspaceId, actor: options.for, scopes: options.scope, name: options.name };
        return createApiKey(store, pepper, key);
      }),
    );
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
      run(({ store, pepper }, workspaceId) => {
        const overlapMs = overlapMinutes * MINUTE_MS;
        return rotateApiKey(store, pepper, { workspaceId, keyId, overlapMs, nowMs: Date.now() });
      }),
    );
}

function archiveCommand(run: Run): Command {
  return new Command("archive")
    .summary("end a key for good; the API refuses it within two seconds")
    .argument("<key-id>", "the first 8 characters of the key")
    .action((keyId: string) =>
      run(async ({ store }, workspaceId) => {
        await archiveApiKey(store, { workspaceId, keyId, nowMs: Date.now() });
        return { keyId };
      }),
    );
}

async function onKeys(
  { config, reporter, print }: CommandContext,
  { data, workspace }: KeysOptions,
  use: (operator: OperatorStore, workspaceId: string) => Promise<unknown>,
): Promise<void> {
  try {
    const options = { folder: dataFolder(data), env: config.env, reporter };
    const result = await useOperatorStore(options, (operator) => use(operator, workspace));
    print(JSON.stringify(result, null, 2));
  } catch (error) {
    throw error instanceof ApiKeyError
      ? badInput(error.message, { cause: error })
      : unknownWorkspace(error, workspace);
  }
}

/** Keys belong to a workspace that is there: the database says so. */
function unknownWorkspace(error: unknown, workspace: string): unknown {
  const isMissing = error instanceof Error && Reflect.get(error, "code") === "23503";
  return isMissing
    ? badInput(`There is no workspace ${workspace}. Make it: sluice workspace create ${workspace}`)
    : error;
}
