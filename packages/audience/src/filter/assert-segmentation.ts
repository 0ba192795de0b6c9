import type { Audience } from "@sluice/schema";
import { AudienceError } from "../audience-error.ts";
import { audienceProblems } from "./segmentation-problems.ts";

/** What reads a filter relies on its having been checked; this keeps an unchecked one from meaning something else. */
export function assertSegmentation(audience: Audience): void {
  const problems = audienceProblems(audience);
  const [first] = problems;
  if (first === undefined) return;
  const message = `the audience is not valid: ${first.field}: ${first.issue}`;
  throw new AudienceError("INVALID_SEGMENTATION", message, { problems });
}
