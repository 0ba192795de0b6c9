// How a run is cut, read from its definition: whom, with which values, in batches of what size.
import { controlGroupSalt, cutConditions, drawHash, type HeldOut } from "@sluice/audience";
import { attributesRead } from "@sluice/content";
import { type Batch, connectorOf, MAX_BATCH_BYTES } from "@sluice/schema";
import { atCap, audienceLimitOf, CONTROL_GROUP_ID, type CutPlan, type RunToCut } from "@sluice/store";
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
  const question = {
    audience: run.audience?.audience ?? segmentation,
    workspaceId: run.workspaceId,
    // The instant at which the run starts, not now: a cut that is continued later takes in the same users.
    nowMs: run.startsAtMs,
    heldOut: heldOutOf(run),
  };
  return {
    audience: (firstParameter) => cutConditions(question, firstParameter),
    maxRecipients: audienceLimitOf(run.definition),
    drawHash: (firstParameter) => drawHash(drawSalt(run), firstParameter),
    attributes,
    maxBatchRecipients: batchRecipients(run.requestsPerMinute),
    maxBatchBytes: MAX_BATCH_BYTES,
    envelope: envelopeOf(run, attributes),
  };
}

const drawSalt = ({ runId }: Pick<RunToCut, "runId">): string => `${runId} draw`;

/** Shares are drawn by the run, the workspace's control group alone by the workspace: it is the same in every campaign. */
function heldOutOf({ runId, workspaceId, definition, draw, caps }: RunToCut): HeldOut {
  const groups = definition.control_group_details;
  const percentage = groups?.campaign_control_group_percentage ?? 0;
  const controlGroup = draw?.control_group ?? undefined;
  const limitShare = draw?.limit_share ?? undefined;
  const isDrawn = groups?.is_campaign_control_group_enabled === true && percentage > 0;
  return {
    globalControlGroup: controlGroup && {
      listId: CONTROL_GROUP_ID,
      version: controlGroup.version,
      share: { salt: controlGroupSalt(workspaceId), share: controlGroup.percentage / 100 },
    },
    atFrequencyCap:
      caps === null
        ? undefined
        : (firstParameter) => atCap(caps, { workspaceId, userId: "users.user_id", firstParameter }),
    campaignControlGroup: isDrawn ? { salt: `${runId} control group`, share: percentage / 100 } : undefined,
    drawn: limitShare === undefined ? undefined : { salt: drawSalt({ runId }), share: limitShare },
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
