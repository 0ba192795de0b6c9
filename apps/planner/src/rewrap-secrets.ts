// When the first key is a new one, what is sealed with the others is wrapped again, in the background. The mirror then
// shows the new texts to senders; when nothing is left, the old keys may go.
import { replaceSealed, rowsToRewrap, type Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import { type Vault, VaultError } from "@sluice/vault";

const MAX_AT_ONCE = 100;

/** @returns whether more is to be done at once. */
export async function rewrapSecrets(store: Store, vault: Vault, log: Logger): Promise<boolean> {
  const rows = await rowsToRewrap(store, vault.currentPrefix, MAX_AT_ONCE);
  let rewrappedCount = 0;
  for (const row of rows) {
    try {
      if (await replaceSealed(store, row, vault.rewrap(row.sealed, row))) rewrappedCount += 1;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      log.error({ kind: row.kind, id: row.id, workspaceId: row.workspaceId, error }, "secret.not_rewrapped");
    }
  }
  if (rewrappedCount > 0) log.info({ rewrappedCount, sealsWith: vault.keyId }, "secrets.rewrapped");
  return rows.length === MAX_AT_ONCE && rewrappedCount > 0;
}
