// How a run is cut, read from its definition: whom, with which values, in batches of what size.
import { audienceSql } from "@sluice/audience";
import { attributesRead } from "@sluice/content";
import { type Batch, connectorOf, MAX_BATCH_BYTES } from "@sluice/schema";
import type { CutPlan, RunToCut } from "@sluice/store";
import { batchRecipients } from "./batch-sizes.ts";

/** A run that cannot be cut although it was published. It is left as planned, and tried again when a planner is fixed. */
export class UncuttableRunError extends Error {
  override readonly name = "UncuttableRunError";
  readonly code = "UNCUTTABLE_RUN";
}

/** @throws UncuttableRunError; AudienceError for filters that are not valid. */
export function planCut(run: RunToCut): CutPlan {
  const { segmentation_details: segmentation } = run.definition;
  const connector = connectorOf(run.definition);
  if (segmentation === undefined || connector === undefined) {
    const missing = segmentation === undefined ? "segmentation_details" : "campaign_content";
    throw new UncuttableRunError(
      `run ${run.runId} has no ${missing}; stop it and publish a complete campaign`,
    );
  }
  const attributes = attributesRead(connector);
  return {
    // The instant at which the run starts, not now: a cut that is continued later takes in the same users.
    audience: (firstParameter) => audienceSql(segmentation, run.workspaceId, run.startsAtMs, firstParameter),
    attributes,
    maxBatchRecipients: batchRecipients(run.requestsPerMinute),
    maxBatchBytes: MAX_BATCH_BYTES,
    envelope: envelopeOf(run, attributes),
  };
}

/** The JSON of a `Batch`, cut open where its number and its rows belong. */
function envelopeOf(run: RunToCut, attributes: string[]): CutPlan["envelope"] {
  const batch: Omit<Batch, "batch_no" | "rows"> = {
    v: 1,
    workspace_id: run.workspaceId,
    run_id: run.runId,
    approval_id: run.approvalId,
    content_hash: run.contentHash,
    expires_at_ms: run.expiresAtMs,
    attributes,
  };
  const beforeBatchNo = `${JSON.stringify(batch).slice(0, -1)},"batch_no":`;
  return { beforeBatchNo, beforeRows: `,"rows":[`, afterRows: "]}" };
}
