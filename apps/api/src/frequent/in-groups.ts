// Campaigns for actions that are called thousands of times a second: create, read, validate. Their transaction is no
// transaction of Postgres but one that reads in groups, collects what is to be written, and writes it in a group at its end.
//
//   I1. It offers what these actions need. Whatever else an action asks for, it runs again in a real transaction.
//   I2. Nothing is written before the action has decided; then a campaign, its version and its audit entry, together.
//   I3. An action that created a campaign resolves after the commit.
import type { AuditEntry, CampaignPorts, CampaignTransaction } from "@sluice/campaigns";
import type { CampaignRecord, WorkspaceId } from "@sluice/schema";
import type { FrequentPorts } from "./frequent-ports.ts";
import { WorkspaceGroups } from "./workspace-groups.ts";

/** Workspaces that this process works for at a time; the ones that rest are forgotten first. */
const MAX_WORKSPACES = 1_000;

/** I1 */
class NeedsTransaction extends Error {
  override readonly name = "NeedsTransaction";
}

export function inGroups(campaigns: CampaignPorts, ports: FrequentPorts): CampaignPorts {
  const known = new Map<WorkspaceId, WorkspaceGroups>();
  const groupsOf = (workspaceId: WorkspaceId): WorkspaceGroups => {
    let groups = known.get(workspaceId);
    if (groups === undefined) {
      if (known.size >= MAX_WORKSPACES) forgetOne(known);
      groups = new WorkspaceGroups(ports, workspaceId);
      known.set(workspaceId, groups);
    }
    return groups;
  };
  return {
    ...campaigns,
    transaction: async (workspaceId, work) => {
      try {
        return await collect(groupsOf(workspaceId), work);
      } catch (error) {
        if (error instanceof NeedsTransaction) return campaigns.transaction(workspaceId, work);
        throw error;
      }
    },
  };
}

interface Collected {
  create: { campaign: CampaignRecord; requestId: string | null } | null;
  audit: AuditEntry | null;
}

async function collect<T>(
  groups: WorkspaceGroups,
  work: (tx: CampaignTransaction) => Promise<T>,
): Promise<T> {
  const collected: Collected = { create: null, audit: null };
  const result = await work(collectingTransaction(groups, collected)); // I2
  const { create, audit } = collected;
  if (create === null || audit === null) return result;
  if ((await groups.create({ ...create, audit })) === "created") return result; // I3
  throw new NeedsTransaction(); // a taken request id is told as a real transaction tells it
}

function collectingTransaction(groups: WorkspaceGroups, collected: Collected): CampaignTransaction {
  const offered: Partial<CampaignTransaction> = {
    find: ({ campaignId }) => groups.read(campaignId),
    requestsPerMinuteCap: () => groups.requestsPerMinuteCap(),
    authorizationFacts: async (_workspaceId, ids) => {
      if (ids.length > 0) throw new NeedsTransaction();
      return [];
    },
    insert: async (campaign, requestId) => {
      if (!isPlainDraft(campaign)) throw new NeedsTransaction();
      collected.create = { campaign, requestId };
      return true;
    },
    addVersion: async (campaign) => {
      if (campaign !== collected.create?.campaign) throw new NeedsTransaction();
    },
    appendAudit: async (entry) => {
      if (collected.create === null) throw new NeedsTransaction();
      collected.audit = entry;
    },
    tellOutcome: () => undefined,
  };
  return new Proxy(offered, ONLY_WHAT_IS_OFFERED) as CampaignTransaction;
}

/** Groups store what nearly every create makes: a first version that one person wrote. */
const isPlainDraft = (campaign: CampaignRecord): boolean =>
  campaign.version === 1 &&
  campaign.updated_by === campaign.created_by &&
  campaign.updated_by_credential === campaign.created_by_credential &&
  campaign.updated_at === campaign.created_at &&
  [campaign.submitted_by, campaign.approval, campaign.run_id, campaign.archived_at].every(
    (part) => part === null,
  );

const ONLY_WHAT_IS_OFFERED: ProxyHandler<Partial<CampaignTransaction>> = {
  get: (offered, name) => Reflect.get(offered, name) ?? refuse,
};

function refuse(): never {
  throw new NeedsTransaction();
}

function forgetOne(known: Map<WorkspaceId, WorkspaceGroups>): void {
  for (const [workspaceId, groups] of known) {
    if (!groups.isIdle) continue;
    known.delete(workspaceId);
    return;
  }
}
