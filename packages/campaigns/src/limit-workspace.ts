// The caps of a workspace: over all its runs, and over those that send to one origin. They hold from the limiter's next look.
import { mintUuidV7, type Problem, type WorkspaceId } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import type { OriginLimit } from "./limit-ports.ts";
import type { Actor, AuditEntry, CampaignPorts, CampaignTransaction } from "./ports.ts";

export interface WorkspaceLimits {
  requestsPerMinute: number;
  /** By origin. */
  origins: readonly OriginLimit[];
}

interface Target {
  workspaceId: WorkspaceId;
  actor: Actor;
}

const MAX_ORIGIN_CAPS = 1_000;

export const workspaceLimits = (ports: CampaignPorts, workspaceId: WorkspaceId): Promise<WorkspaceLimits> =>
  ports.transaction(workspaceId, async (tx) => ({
    requestsPerMinute: await tx.requestsPerMinuteCap(workspaceId),
    origins: await tx.originLimits(workspaceId),
  }));

export async function setWorkspaceCap(
  ports: CampaignPorts,
  { requestsPerMinute, ...target }: Target & { requestsPerMinute: number },
): Promise<void> {
  await ports.transaction(target.workspaceId, async (tx) => {
    const before = await tx.requestsPerMinuteCap(target.workspaceId);
    if (before === requestsPerMinute) return;
    await tx.setRequestsPerMinuteCap(target.workspaceId, requestsPerMinute);
    const detail = { from_requests_per_minute: before, to_requests_per_minute: requestsPerMinute };
    await appendAudit(ports, tx, target, "workspace.cap_changed", detail);
  });
}

/** @param origin in any spelling. @throws CampaignError INVALID */
export async function setOriginCap(
  ports: CampaignPorts,
  { origin: text, requestsPerMinute, ...target }: Target & OriginLimit,
): Promise<OriginLimit> {
  const origin = originOf(text);
  return ports.transaction(target.workspaceId, async (tx) => {
    const caps = await tx.originLimits(target.workspaceId);
    const before = caps.find((cap) => cap.origin === origin)?.requestsPerMinute ?? null;
    if (before === null && caps.length >= MAX_ORIGIN_CAPS) throw tooMany();
    if (before !== requestsPerMinute) {
      const at = new Date(ports.nowMs()).toISOString();
      await tx.setOriginLimit(target.workspaceId, { origin, requestsPerMinute }, at);
      const detail = { origin, from_requests_per_minute: before, to_requests_per_minute: requestsPerMinute };
      await appendAudit(ports, tx, target, "origin.cap_changed", detail);
    }
    return { origin, requestsPerMinute };
  });
}

/** @throws CampaignError INVALID, or NOT_FOUND when the origin has no cap */
export async function removeOriginCap(
  ports: CampaignPorts,
  { origin: text, ...target }: Target & { origin: string },
): Promise<void> {
  const origin = originOf(text);
  await ports.transaction(target.workspaceId, async (tx) => {
    const isRemoved = await tx.removeOriginLimit(target.workspaceId, origin);
    if (!isRemoved)
      throw new CampaignError("NOT_FOUND", `${origin} has no cap. List the caps to see which have.`);
    await appendAudit(ports, tx, target, "origin.cap_removed", { origin });
  });
}

/** As connectors' origins are compared: lower case, without the scheme's own port. null: it is none. */
export function normalOrigin(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const { origin, pathname, search, hash, username, password } = new URL(text);
  const isBare = pathname === "/" && [search, hash, username, password].every((part) => part === "");
  return isBare ? origin : null;
}

function originOf(text: string): string {
  const origin = normalOrigin(text);
  if (origin !== null) return origin;
  const problem: Problem = {
    field: "origin",
    issue: 'is no origin; write for example "https://api.example.com"',
  };
  throw new CampaignError("INVALID", "An origin is scheme, host and port, without path or credentials.", {
    problems: [problem],
  });
}

const tooMany = (): CampaignError =>
  new CampaignError(
    "INVALID",
    `A workspace has caps for at most ${MAX_ORIGIN_CAPS} origins. Remove one first.`,
  );

async function appendAudit(
  ports: CampaignPorts,
  tx: CampaignTransaction,
  { workspaceId, actor }: Target,
  action: string,
  detail: AuditEntry["detail"],
): Promise<void> {
  const nowMs = ports.nowMs();
  await tx.appendAudit({
    audit_id: mintUuidV7(nowMs, ports.randomBytes(10)),
    workspace_id: workspaceId,
    campaign_id: null,
    run_id: null,
    action,
    actor: actor.person,
    source: actor.source,
    detail,
    at: new Date(nowMs).toISOString(),
  });
}
