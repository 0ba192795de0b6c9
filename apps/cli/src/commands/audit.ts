// `sluice audit`: is the audit log as it was written, and the log of a campaign as a table. On the database itself, so that nothing
// stands between the entries and whoever checks them.
import { AUDIT_CSV_HEAD, auditCsvLine } from "@sluice/campaigns";
import type { CampaignId, WorkspaceId } from "@sluice/schema";
import { type AuditBreak, type AuditReport, campaignAudit, type Store, verifyAudit } from "@sluice/store";
import { Command, Option } from "commander";
import { badInput, EXIT } from "../cli-error.ts";
import { dataFolder } from "../stack/data-folder.ts";
import { LOCAL_WORKSPACE } from "../stack/local-operators.ts";
import { useOperatorStore } from "../stack/operator-store.ts";
import { campaignId, workspaceId } from "./campaign-id.ts";
import { type CommandContext, dataOption, examples } from "./command-context.ts";

interface AuditOptions {
  data: string;
  workspace: WorkspaceId;
}
interface VerifyOptions {
  campaign?: CampaignId;
  head?: string;
}

const EXPORT_PAGE = 500;

export function auditCommand(context: CommandContext): Command {
  const command = new Command("audit")
    .summary("check that the audit log is as it was written; export a campaign's")
    .description("Works on the database, as `sluice keys` does.")
    .addOption(dataOption())
    .addOption(new Option("--workspace <id>", "whose log").argParser(workspaceId).default(LOCAL_WORKSPACE))
    .addHelpText(
      "after",
      examples(
        "sluice audit verify",
        "sluice audit verify --campaign 6901… --head 9f3c…",
        "sluice audit export 6901… > audit.csv",
      ),
    );
  const use = async (work: (store: Store, options: AuditOptions) => Promise<void>): Promise<void> => {
    const options = command.opts<AuditOptions>();
    const { config, reporter } = context;
    const database = { folder: dataFolder(options.data), env: config.env, reporter };
    await useOperatorStore(database, ({ store }) => work(store, options));
  };
  return command
    .addCommand(
      new Command("verify")
        .summary("make every hash again; ends with 1 when an entry is not what was written")
        .addOption(new Option("--campaign <id>", "only this campaign's chain").argParser(campaignId))
        .option("--head <hash>", "last hash of the campaign's chain as you noted it: is it still there?")
        .action((options: VerifyOptions) =>
          use((store, of) => verify(context, store, { ...of, ...options })),
        ),
    )
    .addCommand(
      new Command("export")
        .summary("every entry of a campaign as CSV on stdout, oldest first")
        .argument("<id>", "id of the campaign", campaignId)
        .action((id: CampaignId) => use((store, of) => printCsv(context, store, { ...of, campaignId: id }))),
    );
}

async function verify(
  { print, endWith }: CommandContext,
  store: Store,
  { workspace, campaign, head }: AuditOptions & VerifyOptions,
): Promise<void> {
  if (head !== undefined && campaign === undefined)
    throw badInput("--head is the last hash of one chain: name the campaign with --campaign.");
  const report = await verifyAudit(store, {
    workspaceId: workspace,
    ...(campaign !== undefined && { campaignId: campaign }),
  });
  const hasHead = head === undefined || (await isInChain(store, workspace, campaign ?? "", head));
  const isAsWritten = report.breaks.length === 0 && hasHead;
  if (!isAsWritten) endWith(EXIT.incomplete);
  const noted = head === undefined ? {} : { noted_head_is_there: hasHead };
  const { entries, chains, unchained } = report;
  const last = campaign === undefined ? {} : { head: shownHead(report) };
  const breaks = report.breaks.map(shownBreak);
  print(
    JSON.stringify(
      { as_written: isAsWritten, entries, chains, unchained, ...last, ...noted, breaks },
      null,
      2,
    ),
  );
}

const shownHead = ({ head }: AuditReport) =>
  head === null ? null : { chain_no: head.chainNo, hash: head.hash };

const shownBreak = ({ auditId, campaignId, chainNo, at, problem }: AuditBreak) => ({
  audit_id: auditId,
  campaign_id: campaignId,
  chain_no: chainNo,
  at: at.toISOString(),
  problem,
});

async function isInChain(
  store: Store,
  workspaceId: WorkspaceId,
  campaign: CampaignId,
  head: string,
): Promise<boolean> {
  for await (const entry of entriesOf(store, workspaceId, campaign)) if (entry.hash === head) return true;
  return false;
}

async function printCsv(
  { print }: CommandContext,
  store: Store,
  { workspace, campaignId: id }: AuditOptions & { campaignId: CampaignId },
): Promise<void> {
  const withoutNewline = (line: string): string => line.replace(/\n$/, ""); // print ends the line
  print(withoutNewline(AUDIT_CSV_HEAD));
  for await (const entry of entriesOf(store, workspace, id)) print(withoutNewline(auditCsvLine(entry)));
}

async function* entriesOf(store: Store, workspaceId: WorkspaceId, id: CampaignId) {
  let after: string | undefined;
  let isMore = true;
  while (isMore) {
    const page = await campaignAudit(store, { workspaceId, campaignId: id, after, limit: EXPORT_PAGE });
    yield* page;
    after = page.at(-1)?.audit_id;
    isMore = page.length === EXPORT_PAGE;
  }
}
