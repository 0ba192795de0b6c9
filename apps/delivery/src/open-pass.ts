// A pass over a batch that was taken over: its ledger, its writer, its origin. What must not be sent at all ends here.
import type { Batch } from "@sluice/schema";
import {
  AddressRefusedError,
  BatchLedger,
  BatchPass,
  ClientCertificateError,
  type ConnectionPools,
  EntryWriter,
  failureWords,
  isApproved,
  type LedgerPort,
  NO_TEMPLATE,
  type OriginPool,
  type Takeover,
} from "@sluice/sender";
import type { BatchTask } from "./batch-task.ts";
import type { FoundTemplate } from "./run-templates.ts";
import type { FoundProof } from "./request-proofs.ts";
import type { SenderContext } from "./sender-context.ts";

export interface TakenBatch {
  batch: Batch;
  resume: BatchTask["resume"];
  found: FoundTemplate;
  proven: FoundProof;
  free: Extract<Takeover, { kind: "free" }>;
  port: LedgerPort;
}

export interface OpenPass extends Disposable {
  pass: BatchPass;
}

/** Dispose of it when the pass has ended: its origin may then be closed. */
export function openPass(taken: TakenBatch, context: SenderContext): OpenPass {
  const { batch } = taken;
  const origin = originFor(taken, context.pools);
  const pool = typeof origin === "string" ? null : origin;
  const pass = createPass(taken, pool, context);
  if (typeof origin === "string")
    pass.endOpen(isExpired(batch, context) ? "expired" : "dead_lettered", origin);
  return {
    pass,
    [Symbol.dispose]: () => {
      if (pool !== null) context.pools.release(pool);
    },
  };
}

export const isExpired = (batch: Batch, { clock }: Pick<SenderContext, "clock">): boolean =>
  clock.nowMs() >= batch.expires_at_ms;

/** @returns the reason, in bounded words, when nothing of the batch may leave. */
function originFor({ batch, found, proven }: TakenBatch, pools: ConnectionPools): OriginPool | string {
  if (found.kind === "no_plan") return "the run has no plan";
  if (found.kind === "unsound") return "the template cannot be rendered";
  if (!isApproved(batch, found.template)) return "content differs from what was approved";
  if (proven.kind !== "ready") return "its secrets are missing";
  try {
    return pools.acquire(batch.workspace_id, found.template.origin, proven.certificate ?? undefined);
  } catch (error) {
    if (error instanceof AddressRefusedError || error instanceof ClientCertificateError)
      return failureWords(error.code);
    throw error;
  }
}

function createPass(
  { batch, resume, found, proven, free, port }: TakenBatch,
  pool: OriginPool | null,
  { clock, owner, meters, attempts, dispatcher }: SenderContext,
): BatchPass {
  const template = found.kind === "ready" ? found.template : NO_TEMPLATE;
  const ledger = new BatchLedger({ owner, recipients: batch.rows.length, previous: free.previous, resume });
  return new BatchPass(batch, template, ledger, {
    clock,
    random: Math.random,
    writer: new EntryWriter(port, clock, free.seq),
    pool,
    meter: meters.of(batch.workspace_id, batch.run_id),
    attempts: attempts?.of(batch.workspace_id, batch.run_id) ?? null,
    proof: proven.kind === "ready" ? proven.proof : null,
    onReady: () => dispatcher.pump(),
  });
}
