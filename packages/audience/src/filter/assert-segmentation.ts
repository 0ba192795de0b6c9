import type { SegmentationDetails } from "@sluice/schema";
import { AudienceError } from "../audience-error.ts";
import { segmentationProblems } from "./segmentation-problems.ts";

/** What reads a filter relies on its having been checked; this keeps an unchecked one from meaning something else. */
export function assertSegmentation(segmentation: SegmentationDetails): void {
  const problems = segmentationProblems(segmentation);
  const [first] = problems;
  if (first === undefined) return;
  const message = `the audience is not valid: ${first.field}: ${first.issue}`;
  throw new AudienceError("INVALID_SEGMENTATION", message, { problems });
}
