// What a thread needs to send the batches of one run: compiled once, from the approved definition and nothing else.
import { type CompiledConnector, compileConnector, ContentError, contentHash } from "@sluice/content";
import {
  type AuthorizationId,
  type Batch,
  type ConnectorAuthorization,
  connectorOf,
  connectorOrigin,
  DEFAULT_RETRY_POLICY,
  type InDoubtPolicy,
  mintedAtMs,
  type RetryPolicy,
  type RunPlan,
} from "@sluice/schema";
import { type AnswerRules, compileRules } from "./answer-rules.ts";
import type { ClaimPace } from "./claim-window.ts";

export interface RunTemplate {
  /** SHA-256 of the definition that is rendered here: computed, not believed. */
  contentHash: string;
  approvalId: string;
  connector: CompiledConnector;
  /** Scheme, host and port: literal in every connector. */
  origin: string;
  rules: AnswerRules;
  /** Names in lower case of the headers that the campaign's author wrote. */
  writtenHeaders: ReadonlySet<string>;
  /** Absent: requests carry none. */
  authorization?: ConnectorAuthorization | undefined;
  /** Configuration whose certificate the connection shows. */
  clientCertificateId?: AuthorizationId | undefined;
  timeoutMs: number;
  retryPolicy: RetryPolicy;
  inDoubtPolicy: InDoubtPolicy;
  /** Shared by the run's passes in this thread. Absent: each pass finds out for itself. */
  pace?: ClaimPace;
}

/** Stands in where a run has no template: with it a pass can end its recipients, and send nothing. */
export const NO_TEMPLATE: RunTemplate = {
  contentHash: "",
  approvalId: "",
  connector: { render: () => ({ kind: "unrendered", reason: "the run has no template" }) },
  origin: "",
  rules: compileRules({ statuses: ["2xx"] }, DEFAULT_RETRY_POLICY),
  writtenHeaders: new Set(),
  timeoutMs: 0,
  retryPolicy: DEFAULT_RETRY_POLICY,
  inDoubtPolicy: "at_least_once",
};

/** @throws ContentError when nothing can be rendered from the plan: it has no content, or the content is not sound. */
export function compileRun(
  plan: RunPlan,
  attributes: readonly string[],
  eventAttributes?: readonly string[],
): RunTemplate {
  const { basic_details, delivery_controls } = plan.definition;
  const connector = connectorOf(plan.definition);
  if (connector === undefined)
    throw new ContentError("INVALID_TEMPLATE", "the campaign has no content to send");
  const retryPolicy = delivery_controls?.retry_policy ?? DEFAULT_RETRY_POLICY;
  const campaign = { id: plan.campaign_id, name: basic_details?.name ?? "" };
  return {
    contentHash: contentHash(plan.definition),
    approvalId: plan.approval_id,
    // `now` in a template is when the run was made: a retry must render the same body.
    connector: compileConnector(connector, {
      attributes,
      eventAttributes,
      campaign,
      nowMs: () => mintedAtMs(plan.run_id),
    }),
    origin: connectorOrigin(connector),
    rules: compileRules(connector.success, retryPolicy),
    writtenHeaders: new Set(connector.headers.map(({ key }) => key.toLowerCase())),
    authorization: connector.authorization,
    clientCertificateId: connector.client_certificate_id,
    timeoutMs: connector.timeout_ms,
    retryPolicy,
    inDoubtPolicy: delivery_controls?.in_doubt_policy ?? "at_least_once",
  };
}

/** Nothing unapproved can leave: the batch names the approval and the hash that the template must have. */
export function isApproved(
  batch: Pick<Batch, "content_hash" | "approval_id">,
  template: RunTemplate,
): boolean {
  return batch.content_hash === template.contentHash && batch.approval_id === template.approvalId;
}
