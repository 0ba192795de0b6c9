// What publishing needs of custom segments.
import type { KnownSegment, Problem, RunAudience, SegmentationDetails, SegmentRef } from "@sluice/schema";

/** A segmentation with every segment in its place, and what stands in the way. */
export interface ExpandedAudience extends RunAudience {
  /** Who changed a segment last: they had a hand in what is approved. */
  editors: string[];
  errors: Problem[];
  cannotBeSentYet: Problem[];
}

export type ExpandAudience = (
  segmentation: SegmentationDetails,
  prefix: string,
  find: (refs: readonly SegmentRef[]) => Promise<readonly KnownSegment[]>,
) => Promise<ExpandedAudience>;
