// Is the audit log as it was written? Every hash is made again, here and not in the database, and compared.
//
//   H1. A campaign's entries are one chain, those of a workspace without a campaign another. Numbers go up from 1 without a gap.
//   H2. An entry that was changed is told by itself: the next one is compared with the hash that stands in it.
//   H3. What a chain cannot show by itself is that its end was cut off, or that all of it was written anew: whoever noted the
//       last hash elsewhere compares it with `head`.
//   H4. Read in pages: what is in memory does not depend on how long the log is.
import { createHash } from "node:crypto";
import type { CampaignId, WorkspaceId } from "@sluice/schema";
import { AUDIT_TEXT } from "./audit-text.ts";
import type { Store } from "./connect.ts";

export interface AuditBreak {
  auditId: string;
  /** null: of the workspace's own chain. */
  campaignId: CampaignId | null;
  chainNo: number | null;
  at: Date;
  /** For people. */
  problem: string;
}

export interface AuditReport {
  /** That stand in a chain. */
  entries: number;
  chains: number;
  /** From before there was a chain: nothing is known of them. */
  unchained: number;
  /** At most MAX_BREAKS. */
  breaks: AuditBreak[];
  /** Of the last chain that was read. null: there is none. */
  head: { chainNo: number; hash: string } | null;
}

export interface AuditToVerify {
  workspaceId: WorkspaceId;
  /** null: the workspace's own chain. Absent: all chains of the workspace. */
  campaignId?: CampaignId | null;
}

const MAX_BREAKS = 100;
const PAGE_ROWS = 1_000;

interface ChainedRow {
  audit_id: string;
  campaign_id: string | null;
  chain: string;
  chain_no: number;
  at: Date;
  hash: Buffer | null;
  text: string;
}

/** Reads every entry. */
export async function verifyAudit(store: Store, wanted: AuditToVerify): Promise<AuditReport> {
  const report: AuditReport = { entries: 0, chains: 0, unchained: 0, breaks: [], head: null };
  let before: ChainedRow | null = null;
  for await (const row of chainedRows(store, wanted)) {
    const previous: ChainedRow | null = before?.chain === row.chain ? before : null;
    if (previous === null) report.chains += 1;
    report.entries += 1;
    const problem = problemOf(row, previous);
    if (problem !== null && report.breaks.length < MAX_BREAKS) report.breaks.push(breakOf(row, problem));
    report.head = { chainNo: row.chain_no, hash: row.hash?.toString("hex") ?? "" };
    before = row;
  }
  return withUnchained(store, wanted, report);
}

/** H1, H2 */
function problemOf(row: ChainedRow, previous: ChainedRow | null): string | null {
  const expectedNo = (previous?.chain_no ?? 0) + 1;
  if (row.chain_no !== expectedNo)
    return `${row.chain_no - expectedNo} entries before it are gone: it is number ${row.chain_no}, and ${expectedNo} would follow`;
  const hash = createHash("sha256")
    .update(previous?.hash ?? "")
    .update(row.text)
    .digest();
  if (row.hash !== null && hash.equals(row.hash)) return null;
  return "it is not what was written, or the one before it is not: its hash does not fit";
}

const breakOf = (row: ChainedRow, problem: string): AuditBreak => ({
  auditId: row.audit_id,
  campaignId: row.campaign_id,
  chainNo: row.chain_no,
  at: row.at,
  problem,
});

/** $2 null: all. */
const OF_CHAIN = "($2::text is null or coalesce(campaign_id, '') = $2)";
const chainOf = ({ campaignId }: AuditToVerify): string | null =>
  campaignId === undefined ? null : (campaignId ?? "");

/** H4 */
async function* chainedRows(store: Store, wanted: AuditToVerify): AsyncGenerator<ChainedRow> {
  const text = `select audit_id, campaign_id, coalesce(campaign_id, '') as chain, chain_no, at, hash, ${AUDIT_TEXT("a")} as text
    from audit_log a where workspace_id = $1 and ${OF_CHAIN} and chain_no is not null
      and (coalesce(campaign_id, ''), chain_no) > ($3, $4)
    order by coalesce(campaign_id, ''), chain_no limit ${PAGE_ROWS}`;
  let last = { chain: "", chain_no: 0 };
  let isMore = true;
  while (isMore) {
    const values = [wanted.workspaceId, chainOf(wanted), last.chain, last.chain_no];
    const { rows } = await store.pool.query<ChainedRow>(text, values);
    yield* rows;
    last = rows.at(-1) ?? last;
    isMore = rows.length === PAGE_ROWS;
  }
}

/** Of transactions that were under way when the chain began. */
const GRACE = "interval '1 minute'";

/** What was written after the chain began and stands in none had its number taken away. */
async function withUnchained(store: Store, wanted: AuditToVerify, report: AuditReport): Promise<AuditReport> {
  const { rows } = await store.pool.query<{
    audit_id: string;
    campaign_id: string | null;
    at: Date;
    is_old: boolean;
    total: number;
  }>(
    `select audit_id, campaign_id, at, is_old, count(*) filter (where is_old) over () as total from (
       select audit_id, campaign_id, at, at < (select timestamp::timestamptz + ${GRACE} from kysely_migration
         where name = '0017-audit-chain') as is_old
       from audit_log where workspace_id = $1 and ${OF_CHAIN} and chain_no is null) as unchained
     order by is_old, audit_id limit ${MAX_BREAKS}`,
    [wanted.workspaceId, chainOf(wanted)],
  );
  const taken = rows.filter(({ is_old }) => !is_old);
  const breaks = taken.map(({ audit_id, campaign_id, at }) => ({
    auditId: audit_id,
    campaignId: campaign_id,
    chainNo: null,
    at,
    problem: "it was taken out of its chain",
  }));
  const unchained = rows[0]?.total ?? 0;
  return { ...report, unchained, breaks: [...report.breaks, ...breaks].slice(0, MAX_BREAKS) };
}
