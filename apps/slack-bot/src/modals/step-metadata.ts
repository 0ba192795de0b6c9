// What a view of the form remembers between two answers of Slack.
import { z } from "zod";

export const StepMetadata = z.object({
  /** Empty: nothing is kept yet. */
  campaignId: z.string().default(""),
  /** How many filters the audience step has room for. */
  rows: z.int().min(1).max(20).default(1),
  /** Whether the sending step shows what most campaigns leave as it is. */
  isWhole: z.boolean().default(false),
  /** Of the campaign, that a person sees as a file. */
  version: z.int().default(0),
});
export type StepMetadata = z.infer<typeof StepMetadata>;

export const writeMetadata = (metadata: Partial<StepMetadata>): string => JSON.stringify(metadata);

/** Of a view that is not one of ours, or that an older bot opened: as if nothing were remembered. */
export function readMetadata(text: string): StepMetadata {
  const parsed = StepMetadata.safeParse(jsonIn(text));
  return parsed.success ? parsed.data : StepMetadata.parse({});
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
