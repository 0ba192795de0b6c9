// `sluice slack`: which Slack workspaces may install the app, and for which workspace each works. On the database itself:
// nobody links one over HTTP, and nothing that anybody types in Slack does.
import { WorkspaceId } from "@sluice/schema";
import {
  auditWorkspace,
  linkSlackTeam,
  listSlackInstallations,
  OPERATOR,
  type SlackInstallation,
  unlinkSlackTeam,
} from "@sluice/store";
import { Command, InvalidArgumentError } from "commander";
import { badInput } from "../cli-error.ts";
import { dataFolder } from "../stack/data-folder.ts";
import { type OperatorStore, useOperatorStore } from "../stack/operator-store.ts";
import { type CommandContext, dataOption, examples } from "./command-context.ts";
import { slackManifestCommand } from "./slack-manifest.ts";

interface LinkOptions {
  team: string;
  workspace: WorkspaceId;
  channel: string;
  approvers?: string;
}

const FOREIGN_KEY_VIOLATION = "23503";

export function slackCommand(context: CommandContext): Command {
  const command = new Command("slack")
    .summary("the app's manifest, and which Slack workspaces work for which workspace")
    .description(
      "One Slack workspace needs no link: its token stands in SLACK_BOT_TOKEN. With SLACK_CLIENT_ID the bot serves many: link\n" +
        "each here, then somebody who may add apps there opens /slack/install of the bot. Works on the database. Results are JSON.",
    )
    .addOption(dataOption())
    .addHelpText(
      "after",
      examples(
        "sluice slack manifest --http https://sluice.example.com",
        "sluice slack link --team T0123456789 --workspace acme --channel C0123456789 --approvers S0123456789",
        "sluice slack list",
      ),
    );
  const run = async (use: (operator: OperatorStore) => Promise<unknown>): Promise<void> => {
    const { data } = command.opts<{ data: string }>();
    const { config, reporter, print } = context;
    print(
      JSON.stringify(
        await useOperatorStore({ folder: dataFolder(data), env: config.env, reporter }, use),
        null,
        2,
      ),
    );
  };
  return command
    .addCommand(
      new Command("link")
        .summary("say which workspace a Slack workspace works for; again, to change the channel or the group")
        .requiredOption(
          "--team <id>",
          "of the Slack workspace: T…, in the address of Slack in a browser",
          slackId("T"),
        )
        .requiredOption("--workspace <id>", "whose campaigns are written and approved there", workspaceId)
        .requiredOption("--channel <id>", "where they are approved: C…", slackId("CG"))
        .option(
          "--approvers <id>",
          "the user group that approves: S…; left out: every full member",
          slackId("S"),
        )
        .action((options: LinkOptions) => run((operator) => link(operator, options))),
    )
    .addCommand(
      new Command("unlink")
        .summary("take a Slack workspace's link and tokens away; the bot leaves it within a minute")
        .requiredOption("--team <id>", "of the Slack workspace: T…", slackId("T"))
        .action(({ team }: Pick<LinkOptions, "team">) => run((operator) => unlink(operator, team))),
    )
    .addCommand(
      new Command("list")
        .summary("all links, and where the app is installed")
        .action(() => run(async ({ store }) => (await listSlackInstallations(store)).map(toListed))),
    )
    .addCommand(slackManifestCommand(context));
}

async function link({ store }: OperatorStore, options: LinkOptions): Promise<unknown> {
  const { team, workspace: workspaceId, channel, approvers = null } = options;
  const nowMs = Date.now();
  const wanted = { teamId: team, workspaceId, channelId: channel, approvers };
  const outcome = await linkSlackTeam(store, wanted, new Date(nowMs)).catch((error: unknown) => {
    throw toBadInput(error, workspaceId);
  });
  if (outcome === "elsewhere")
    throw badInput(
      `Slack workspace ${team} is linked with another workspace. Take that away first: sluice slack unlink --team ${team}`,
    );
  await audit(store, workspaceId, "slack.linked", { team, channel, approvers }, nowMs);
  return { team, workspace: workspaceId, channel, approvers };
}

async function unlink({ store }: OperatorStore, team: string): Promise<unknown> {
  const workspaceId = await unlinkSlackTeam(store, team);
  if (workspaceId === null) throw badInput(`Slack workspace ${team} is not linked. See: sluice slack list`);
  await audit(store, workspaceId, "slack.unlinked", { team }, Date.now());
  return { team, workspace: null };
}

const audit = (
  { db }: OperatorStore["store"],
  workspaceId: WorkspaceId,
  action: "slack.linked" | "slack.unlinked",
  detail: Record<string, string | null>,
  nowMs: number,
): Promise<void> => auditWorkspace(db, { workspaceId, action, by: OPERATOR, detail, nowMs });

const toListed = (one: SlackInstallation) => ({
  team: one.teamId,
  name: one.teamName,
  workspace: one.workspaceId,
  channel: one.channelId,
  approvers: one.approvers,
  linked_at: one.linkedAt,
  installed_at: one.installedAt,
});

/** A link belongs to a workspace that is there: the database says so. */
function toBadInput(error: unknown, workspaceId: string): unknown {
  const isMissing = error instanceof Error && Reflect.get(error, "code") === FOREIGN_KEY_VIOLATION;
  return isMissing
    ? badInput(`There is no workspace ${workspaceId}. Make it: sluice workspace create ${workspaceId}`)
    : error;
}

const slackId =
  (firstLetters: string) =>
  (text: string): string => {
    if (new RegExp(`^[${firstLetters}][A-Z0-9]{1,30}$`).test(text)) return text;
    throw new InvalidArgumentError(`Use an id as Slack writes it: ${firstLetters[0]}0123456789.`);
  };

function workspaceId(text: string): WorkspaceId {
  const parsed = WorkspaceId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError("Use 1-64 of a-z, 0-9, _ and -, starting with a letter or digit.");
}
