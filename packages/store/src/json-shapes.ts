// What the store keeps as JSON and nobody else writes.
import type {
  ApprovalPolicy,
  CampaignDeliveryType,
  Channel,
  ErrorRateBrake,
  FrequencyCapping,
} from "@sluice/schema";

/** Decided about a run once, when its cut begins; holds for every page. */
export interface RunDraw {
  /** The workspace's control group as it stood; null: the campaign does not leave it out. */
  control_group: { percentage: number; version: number } | null;
  /** Of all users whose turn may come, the share that is drawn, 0 to 1; null: there is no audience limit. */
  limit_share: number | null;
}

export interface WorkspaceSettings {
  campaign_audience_limit: boolean;
  /** 0 to 100. */
  control_group_percentage: number;
  /** Absent: the default one. */
  approval_policy?: ApprovalPolicy;
  /** Absent: the default one. null: off. */
  error_rate_brake?: ErrorRateBrake | null;
  /** Absent: there are none. */
  frequency_capping?: FrequencyCapping;
}

/** What the messages of a run are to the rules of frequency capping. */
export interface CountedAs {
  channel: Channel;
  delivery_type: CampaignDeliveryType;
  tags: readonly string[];
}
