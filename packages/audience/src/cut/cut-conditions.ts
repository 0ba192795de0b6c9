// Whom a run takes in, and who of them gets nothing: in the order in which the reasons count.
//
//   X1. Filters first, then the workspace's control group, then frequency caps, then the campaign's control group, then the
//       audience limit: a user is counted once, under the first reason, and the campaign's group is a share of whom caps leave.
//   X2. A reason that a campaign does not have is not asked about: it costs nothing.
import type { Audience } from "@sluice/schema";
import { audienceSql } from "../filter/audience-sql.ts";
import { memberSql } from "../filter/member-sql.ts";
import { type SqlFragment, SqlWriter } from "../filter/sql-writer.ts";
import { type Share, shareSql } from "./share.ts";

export type ExclusionReason =
  | "excluded_by_filter"
  | "global_control_group"
  | "frequency_capping"
  | "campaign_control_group"
  | "audience_limit";

export interface HeldOut {
  /** Of the workspace: those who are listed, and a share of all users. */
  globalControlGroup?: { listId: string; version: number; share: Share } | undefined;
  /** Who is at a cap, as the store says it. `$n` placeholders begin at `firstParameter` and go on in order. */
  atFrequencyCap?: ((firstParameter: number) => SqlFragment) | undefined;
  campaignControlGroup?: Share | undefined;
  /** Whom the audience limit lets in; everybody else is beyond it. */
  drawn?: Share | undefined;
}

export interface CutQuestion {
  audience: Audience;
  workspaceId: string;
  /** What `today`, `inTheLast` and `inTheNext` are relative to. */
  nowMs: number;
  heldOut: HeldOut;
}

export interface CutConditions {
  included: SqlFragment;
  exclusions: Array<{ reason: ExclusionReason; condition: SqlFragment }>;
}

/** @throws AudienceError INVALID_SEGMENTATION */
export function cutConditions(question: CutQuestion, firstParameter = 1): CutConditions {
  const { audience, workspaceId, nowMs, heldOut } = question;
  const { included, excluded } = audienceSql(audience, workspaceId, nowMs, firstParameter);
  const exclusions: CutConditions["exclusions"] = [];
  let next = firstParameter + included.values.length;
  const add = (reason: ExclusionReason, write: (writer: SqlWriter) => string): void => {
    const writer = new SqlWriter(next);
    const text = write(writer);
    next = writer.nextParameter;
    exclusions.push({ reason, condition: { text, values: writer.values } });
  };
  if (excluded !== null) {
    exclusions.push({ reason: "excluded_by_filter", condition: excluded });
    next += excluded.values.length;
  }
  const { globalControlGroup, atFrequencyCap, campaignControlGroup, drawn } = heldOut;
  if (globalControlGroup !== undefined) {
    add("global_control_group", (writer) => controlGroupSql(globalControlGroup, workspaceId, writer));
  }
  if (atFrequencyCap !== undefined) {
    const condition = atFrequencyCap(next);
    exclusions.push({ reason: "frequency_capping", condition });
    next += condition.values.length;
  }
  if (campaignControlGroup !== undefined) {
    add("campaign_control_group", (writer) => shareSql(campaignControlGroup, writer));
  }
  if (drawn !== undefined && drawn.share < 1) {
    add("audience_limit", (writer) => `(not ${shareSql(drawn, writer)})`);
  }
  return { included, exclusions };
}

function controlGroupSql(
  { listId, version, share }: NonNullable<HeldOut["globalControlGroup"]>,
  workspaceId: string,
  writer: SqlWriter,
): string {
  const parts = [
    ...(share.share > 0 ? [shareSql(share, writer)] : []),
    ...(version > 0 ? [memberSql({ segment_id: listId, version }, workspaceId, writer)] : []),
  ];
  return parts.length === 0 ? "false" : `(${parts.join(" or ")})`;
}
