// `sluice workspace`: tenants, on the database itself. Nobody makes one over HTTP.
import type { WorkspaceId } from "@sluice/schema";
import {
  API_KEY_SCOPES,
  auditWorkspace,
  changeWorkspaceSettings,
  createApiKey,
  ensureWorkspace,
  type ListedWorkspace,
  listWorkspaces,
  OPERATOR,
} from "@sluice/store";
import { Command, Option } from "commander";
import { badInput } from "../cli-error.ts";
import { dataFolder } from "../stack/data-folder.ts";
import { type OperatorStore, useOperatorStore } from "../stack/operator-store.ts";
import { workspaceId } from "./campaign-id.ts";
import { type CommandContext, dataOption, examples } from "./command-context.ts";
import { workspaceApprovalPolicyCommand } from "./workspace-approval-policy.ts";
import { workspaceFrequencyCappingCommand } from "./workspace-frequency-capping.ts";
import { workspaceQuotasCommand } from "./workspace-quotas.ts";

interface NewWorkspaceOptions {
  name?: string;
  admin: string;
}

export function workspaceCommand(context: CommandContext): Command {
  const command = new Command("workspace")
    .summary("make and list workspaces, and switch their features, as the operator")
    .description("Works on the database, as `sluice keys` does. Results are JSON on stdout.")
    .addOption(dataOption())
    .addHelpText(
      "after",
      examples(
        "sluice workspace create acme --name Acme --admin eva@example.com",
        "sluice workspace list",
        "sluice workspace set acme --campaign-audience-limit on",
      ),
    );
  const run = async (use: (operator: OperatorStore) => Promise<unknown>): Promise<void> => {
    const { data } = command.opts<{ data: string }>();
    const { config, reporter, print } = context;
    const options = { folder: dataFolder(data), env: config.env, reporter };
    print(JSON.stringify(await useOperatorStore(options, use), null, 2));
  };
  return command
    .addCommand(
      new Command("create")
        .summary("a workspace and its first key, which may make others")
        .argument("<id>", "1-64 of a-z, 0-9, _ and -", workspaceId)
        .requiredOption("--admin <person>", "whose first key it is: e-mail address or name")
        .option("--name <text>", "for people; default: the id")
        .action((id: WorkspaceId, options: NewWorkspaceOptions) =>
          run((operator) => create(operator, id, options)),
        ),
    )
    .addCommand(
      new Command("list")
        .summary("all workspaces")
        .action(() => run(async ({ store }) => (await listWorkspaces(store)).map(toListed))),
    )
    .addCommand(setCommand(run))
    .addCommand(workspaceQuotasCommand(context))
    .addCommand(workspaceApprovalPolicyCommand(context))
    .addCommand(workspaceFrequencyCappingCommand(context));
}

interface SettingsOptions {
  campaignAudienceLimit: "on" | "off";
}

function setCommand(run: (use: (operator: OperatorStore) => Promise<unknown>) => Promise<void>): Command {
  const limit = new Option(
    "--campaign-audience-limit <state>",
    "whether campaigns may have an audience limit",
  );
  return new Command("set")
    .summary("switch a feature of a workspace on or off")
    .argument("<id>", "the workspace", workspaceId)
    .addOption(limit.choices(["on", "off"]).makeOptionMandatory())
    .action((id: WorkspaceId, options: SettingsOptions) => run((operator) => set(operator, id, options)));
}

async function set(
  { store }: OperatorStore,
  id: WorkspaceId,
  { campaignAudienceLimit: state }: SettingsOptions,
): Promise<unknown> {
  const changes = { campaign_audience_limit: state === "on" };
  const settings = await changeWorkspaceSettings(store.db, id, changes);
  if (settings === null) throw badInput(`There is no workspace ${id}. List them: sluice workspace list`);
  await auditWorkspace(store.db, {
    workspaceId: id,
    action: "workspace.settings_changed",
    by: OPERATOR,
    detail: { campaign_audience_limit: state },
    nowMs: Date.now(),
  });
  return { workspace: id, campaign_audience_limit: settings.campaign_audience_limit };
}

async function create(
  { store, pepper }: OperatorStore,
  id: WorkspaceId,
  { name = id, admin }: NewWorkspaceOptions,
): Promise<unknown> {
  const isNew = await ensureWorkspace(store, { workspaceId: id, name });
  if (!isNew)
    throw badInput(
      `There is a workspace ${id} already. Make keys for it: sluice keys create --workspace ${id}`,
    );
  await auditWorkspace(store.db, {
    workspaceId: id,
    action: "workspace.created",
    by: OPERATOR,
    detail: { name },
    nowMs: Date.now(),
  });
  const key = { workspaceId: id, actor: admin, scopes: API_KEY_SCOPES, name: "first key" };
  const { keyId, secret } = await createApiKey(store, pepper, key);
  return { workspace: id, key_id: keyId, secret };
}

const toListed = ({ workspaceId, name, requestsPerMinute, createdAt, keys }: ListedWorkspace) => ({
  workspace: workspaceId,
  name,
  requests_per_minute: requestsPerMinute,
  created_at: createdAt,
  keys,
});
