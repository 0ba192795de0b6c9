// What senders learn about tokens → the configuration's status, which people see and which publication asks for.
//
//   F1. Several planners follow; the one whose write changed the status tells people of it.
//   F2. What was learned of older settings is passed over (the store compares the version).
import type { AccessTokens, StoredToken, TokenRef } from "@sluice/bus";
import type { Notice, TokenEntry } from "@sluice/schema";
import { authorizationUses, setAuthorizationStatus, type Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";

const MAX_NOTICES = 100;

export interface FollowTokensPorts {
  store: Store;
  tokens: Pick<AccessTokens, "watch">;
  announce: (notice: Notice) => Promise<void>;
  log: Logger;
  nowMs: () => number;
}

/** Ends when the watch ends; then it is to be called again, and hears everything anew. */
export async function followTokens(ports: FollowTokensPorts, signal: AbortSignal): Promise<void> {
  for await (const { entry, workspaceId, configurationId } of ports.tokens.watch(signal))
    if (entry !== null) await learn(ports, { workspaceId, configurationId }, entry);
}

async function learn(
  ports: FollowTokensPorts,
  ref: TokenRef,
  { configuration_version: version, status, status_reason: reason }: NonNullable<StoredToken["entry"]>,
): Promise<void> {
  const { store, log } = ports;
  const isNew = await setAuthorizationStatus(store.db, { ...ref, version, status, reason });
  if (!isNew) return;
  log[status === "FAILED" ? "warn" : "info"]({ ...ref, status, reason }, "authorization.status");
  if (status === "FAILED") await tell(ports, ref, reason);
}

async function tell(
  { store, announce, nowMs }: FollowTokensPorts,
  ref: TokenRef,
  reason: TokenEntry["status_reason"],
): Promise<void> {
  for (const { campaign_id, run_id, name } of await authorizationUses(store.db, ref, MAX_NOTICES)) {
    if (run_id === null) continue;
    await announce({
      v: 1,
      kind: "authorization_failed",
      workspace_id: ref.workspaceId,
      campaign_id,
      run_id,
      at: new Date(nowMs()).toISOString(),
      text: `${name ?? "A campaign"} has no access token: ${reason ?? "it cannot be fetched"}. Its requests wait until one can be fetched.`,
    });
  }
}
