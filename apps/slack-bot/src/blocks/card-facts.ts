// What a card tells beside the campaign itself.
import type { CampaignDiff } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";

/** As it would be cut now. */
export interface AudienceFacts {
  targeted: number;
  /** By reason. */
  excluded: Readonly<Record<string, number>>;
  /** Who is targeted and not excluded. */
  recipients: number;
  /** Counting the whole took too long. */
  isEstimate: boolean;
  /** Of the version that was approved last, as it would be cut now. null: none was, or this is the one. */
  approvedRecipients: number | null;
}

export const SAMPLE_KINDS = ["named", "first", "incomplete", "longest", "not_ascii"] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

/** The request as one user would cause it. It tells of a person: never for a channel. */
export interface Sample {
  kinds: readonly SampleKind[];
  userId: string;
  /** The request, or what keeps it from being one. */
  text: string;
  isRendered: boolean;
}

export interface RenderingFacts {
  /** Users of the audience, the first ones. */
  lookedAt: number;
  /** Of those: who would get no request. */
  unrendered: number;
  samples: readonly Sample[];
}

export interface PaceFacts {
  requestsPerMinute: number;
  decidedBy: "campaign" | "four_hour_rule" | "workspace" | "origin";
  /** null: nobody knows to how many. */
  minutes: number | null;
}

/** Hours in which no run may start. */
export interface QuietFacts {
  from: string;
  to: string;
  timeZone: string;
  /** The first moment at which it may. */
  until: string;
}

export interface CampaignFacts {
  campaign: Campaign;
  /** null when nobody knows. */
  audience: AudienceFacts | null;
  /** Against the version that was approved last. null: none was, or this is the one. */
  diff: CampaignDiff | null;
  /** null: there is no request, or nobody to cause it. */
  rendering: RenderingFacts | null;
  pace: PaceFacts;
  /** null: when it is launched. */
  startsAt: string | null;
  /** null: its start, which may be now, is in none of the workspace's quiet hours. */
  quiet: QuietFacts | null;
  /** `request`: nobody decided in time. `approval`: nobody launched it in time. Either way it is asked for again. */
  expired: "request" | "approval" | null;
  /** By mailbox: who they are in Slack. Absent: they are called by their mailboxes. */
  userIds?: ReadonlyMap<string, string>;
  /** Where the API listens, as people reach it. Left out or null: nobody said. */
  apiUrl?: string | null;
  /** Of its thread, for who looks at it elsewhere. */
  permalink?: string | null;
  /** What a person sees instead of buttons while an action is under way. */
  underWay?: string;
}
