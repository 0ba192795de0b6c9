// Campaigns and figures for cards.
import { Campaign, type CampaignStatus, type RunStats } from "@sluice/schema";
import { type CampaignFacts, SAMPLE_KINDS } from "../src/blocks/card-facts.ts";

export const campaign = (changes: Record<string, unknown> = {}): Campaign =>
  Campaign.parse({
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "Winter sale" },
    campaign_content: {
      content: {
        connector: {
          url: "https://api.example.com/notify",
          body: { type: "JSON", json: { a: "{{UserAttribute['city']}}" } },
        },
      },
    },
    segmentation_details: {
      included_filters: {
        filter_operator: "and",
        filters: [
          {
            filter_type: "user_attributes",
            name: "city",
            data_type: "string",
            operator: "is",
            value: "Berlin",
          },
        ],
      },
    },
    scheduling_details: { delivery_type: "ASAP" },
    workspace_id: "acme",
    id: "6560a1b2c3d4e5f6a7b8c9d0",
    status: "UNDER_REVIEW",
    version: 3,
    content_hash: "a41f".repeat(16),
    created_by: "ana@example.com",
    created_by_credential: "ana@example.com",
    created_at: "2026-11-20T10:00:00.000Z",
    updated_by: "ana@example.com",
    updated_by_credential: "ana@example.com",
    updated_at: "2026-11-21T10:00:00.000Z",
    submitted_by: "ana@example.com",
    approval: null,
    review: null,
    run_id: null,
    archived_at: null,
    campaign_id: "6560a1b2c3d4e5f6a7b8c9d0",
    version_number: 3,
    sent_time: null,
    rejection_comment: null,
    live_version: null,
    pending_version: null,
    pending_status: null,
    ...changes,
  });

export const facts = (changes: Partial<CampaignFacts> = {}): CampaignFacts => ({
  campaign: campaign(),
  audience: {
    targeted: 200_000,
    excluded: { excluded_by_filter: 1_200 },
    recipients: 198_800,
    isEstimate: false,
    approvedRecipients: null,
  },
  diff: null,
  rendering: {
    lookedAt: 200,
    unrendered: 0,
    samples: [
      { kinds: ["first"], userId: "u-4711", text: "POST https://api.example.com/notify", isRendered: true },
    ],
  },
  pace: { requestsPerMinute: 200_000, decidedBy: "workspace", minutes: 1 },
  startsAt: null,
  quiet: null,
  expired: null,
  ...changes,
});

/** Every text as bad as it can be, every list as long. */
export function worstFacts(status: CampaignStatus, text: string, other: string): CampaignFacts {
  const at = "2026-11-21T11:00:00.000Z";
  const given = { approval_id: "a", decided_by: other, decided_at: at };
  const approval = { ...given, version: 2, content_hash: "b".repeat(64), comment: text, completes: true };
  const review = {
    requested_by: text,
    requested_at: at,
    expires_at: at,
    approval_expires_at: at,
    approvals_required: 10,
    reasons: Array.from({ length: 20 }, () => other),
    audience: 1,
    approvals: Array.from({ length: 10 }, () => given),
    reminded_at: at,
  };
  const samples = SAMPLE_KINDS.map((kind) => ({ kinds: [kind], userId: other, text, isRendered: false }));
  const changes = Array.from({ length: 500 }, () => ({
    path: other,
    before: text,
    after: { [other]: text },
  }));
  const decided = { ...approval, decision: "rejected", voided_at: at };
  return facts({
    campaign: { ...campaign({ approval: decided, review }), status, created_by: text, updated_by: other },
    audience: {
      targeted: 10_000_000,
      excluded: Object.fromEntries(REASONS.map((reason) => [reason, 1_000_000])),
      recipients: 6_000_000,
      isEstimate: true,
      approvedRecipients: 1,
    },
    diff: { from: 1, to: 3, changes, isCut: true },
    rendering: { lookedAt: 200, unrendered: 200, samples },
    startsAt: at,
    quiet: { from: "22:00", to: "08:00", timeZone: text, until: at },
  });
}

const REASONS = ["excluded_by_filter", "global_control_group", "campaign_control_group", "audience_limit"];

export const stats = (changes: Partial<RunStats> = {}): RunStats => ({
  run_id: "01930000-0000-7000-8000-000000000000",
  campaign_id: "6560a1b2c3d4e5f6a7b8c9d0",
  status: "sending",
  audience_is_cut: true,
  targeted: 200_000,
  excluded: {},
  recipients: 200_000,
  delivered: 142_310,
  skipped: 0,
  unknown: 0,
  expired: 0,
  cancelled: 0,
  dead_lettered: 90,
  open: 57_600,
  retrying: 12,
  possible_duplicates: 3,
  reasons: { http_404: 90 },
  attempts: 142_500,
  requests_per_minute_limit: null,
  requests_per_minute_effective: 200_000,
  limit_raised_because: null,
  estimated_end_at: "2026-11-22T10:00:00.000Z",
  starts_at: "2026-11-22T09:00:00.000Z",
  started_at: "2026-11-22T09:00:00.000Z",
  ended_at: null,
  expires_at: "2026-11-23T09:00:00.000Z",
  duration_ms: 42_000,
  requests_per_minute: 198_000,
  ...changes,
});
