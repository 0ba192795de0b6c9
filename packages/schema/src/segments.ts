// Custom segments, and the audience of a run: a segmentation in which every segment stands for what it said when the
// campaign was published.
import { z } from "zod";
import { type Filter, FilterGroup } from "./campaign/filters.ts";

/** 24 hexadecimal digits. */
export const SegmentId = z.string().regex(/^[0-9a-f]{24}$/, "a segment id is 24 hexadecimal digits");
export type SegmentId = z.infer<typeof SegmentId>;

/** Named in campaigns and shown to people: no markup, and something to read. */
export const SegmentName = z
  .string()
  .min(1)
  .max(256)
  .regex(/\S/, "a name is more than space")
  .regex(/^[^<>\p{Cc}]*$/u, "a name has no <, > or control characters");

/** Limits of the product. */
export const MAX_ACTIVE_SEGMENTS = 1_000;
export const MAX_SEGMENTS_PER_DEFINITION = 10;
export const MAX_SEGMENT_FILE_BYTES = 150 * 1024 * 1024;
export const MAX_CONTROL_GROUP_FILE_BYTES = 300 * 1024 * 1024;

/** FILTER: a saved rule, read anew for each run. FILE: users who were named in files. */
export const SegmentType = z.enum(["FILTER", "FILE"]);
export type SegmentType = z.infer<typeof SegmentType>;

export const SegmentDefinition = z.strictObject({
  included_filters: FilterGroup,
  excluded_filters: FilterGroup.optional(),
});
export type SegmentDefinition = z.infer<typeof SegmentDefinition>;

/** How a filter names a segment; the id counts where both are given. */
export interface SegmentRef {
  id?: string | undefined;
  name?: string | undefined;
}

/** A segment as audiences are made with it. */
export interface KnownSegment {
  id: SegmentId;
  name: string;
  type: SegmentType;
  /** Grows by one whenever its filters or its members change. 0: of a FILE, nothing has been loaded yet. */
  version: number;
  is_archived: boolean;
  /** Who changed it last. */
  updated_by: string;
  /** null: a FILE. */
  definition: SegmentDefinition | null;
}

/** A segment that an audience was made with. */
export const UsedSegment = z.strictObject({
  id: SegmentId,
  name: z.string(),
  type: SegmentType,
  version: z.int(),
});
export type UsedSegment = z.infer<typeof UsedSegment>;

/** True for the members that a FILE segment had in this version. */
export interface MemberFilter {
  filter_type: "segment_members";
  segment_id: string;
  version: number;
}

export interface AudienceGroup {
  filter_operator: "and" | "or";
  /** The group's answer is turned round. */
  negate?: boolean | undefined;
  filters: Array<Filter | MemberFilter | AudienceGroup>;
}

/** A segmentation that names no custom segments: what they said stands in their place. */
export interface Audience {
  is_all_user_campaign?: boolean | undefined;
  included_filters?: AudienceGroup | undefined;
  excluded_filters?: AudienceGroup | undefined;
}

/** Kept with the run: whom it is for, whatever becomes of the segments. */
export interface RunAudience {
  audience: Audience;
  segments: UsedSegment[];
}
