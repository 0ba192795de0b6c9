// On `tests.<ws>`: somebody who has neither the vault nor a way out asks an API process to send a test in a person's name. What is
// asked is a campaign's newest content, to one person.
import { z } from "zod";
import { CampaignId, WorkspaceId } from "./ids.ts";
import { IdentifierValue, PersonIdentifier } from "./person-reference.ts";
import { TestRecipient } from "./test-send.ts";

export const AskedTest = z.strictObject({
  v: z.literal(1),
  workspace_id: WorkspaceId,
  /** As four eyes compare persons. */
  person: z.string().min(1),
  /** For the audit log. */
  source: z.string(),
  campaign_id: CampaignId,
  identifier: PersonIdentifier,
  value: IdentifierValue,
});
export type AskedTest = z.infer<typeof AskedTest>;

/** One for each content of the campaign; or why nothing was sent, in words for whoever asked. */
export const AnsweredTest = z.union([
  z.strictObject({ recipients: z.array(TestRecipient) }),
  z.strictObject({
    refusal: z.string(),
    problems: z.array(z.strictObject({ field: z.string(), issue: z.string() })),
  }),
]);
export type AnsweredTest = z.infer<typeof AnsweredTest>;
