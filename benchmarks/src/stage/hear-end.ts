// Hears that a run has ended, as the ledger announces it. Asking for the statistics again and again costs CPU that is measured.
import { connectBus } from "@sluice/bus";
import { Notice } from "@sluice/schema";

export interface HeardEnds extends AsyncDisposable {
  /** Resolves when the campaign's run has ended; rejects when it has not within `timeoutMs`. Also for ends heard before. */
  endOf(campaignId: string, timeoutMs: number): Promise<void>;
}

/** Of the runs of one workspace, from now on. */
export async function hearEnds(natsUrl: string, workspaceId: string): Promise<HeardEnds> {
  const bus = await connectBus({ natsUrl, name: "sluice-bench ends" });
  const ended = new Map<string, PromiseWithResolvers<void>>();
  const endOf = (campaignId: string): PromiseWithResolvers<void> => {
    const end = ended.get(campaignId) ?? Promise.withResolvers<void>();
    ended.set(campaignId, end);
    return end;
  };
  bus.nc.subscribe(`notices.${workspaceId}`, {
    callback: (_, message) => {
      const notice = Notice.parse(message.json());
      if (notice.kind === "run_ended" && notice.campaign_id !== null) endOf(notice.campaign_id).resolve();
    },
  });
  await bus.nc.flush();
  return {
    endOf: (campaignId, timeoutMs) => within(endOf(campaignId).promise, timeoutMs, campaignId),
    [Symbol.asyncDispose]: () => bus.close(),
  };
}

async function within(end: Promise<void>, timeoutMs: number, campaignId: string): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`campaign ${campaignId} has not ended within ${timeoutMs / 1_000} s`)),
    timeoutMs,
  );
  await Promise.race([end, late.promise]).finally(() => clearTimeout(timer));
}
