// Who may approve. Nobody approves what they wrote, edited or submitted.
//
//   F1. Persons are compared without regard to case and surrounding space: one mailbox is one person.
//   F2. The creator never approves, even after others approved and edited: parts of the text stay theirs.
//   F3. Editors and submitters count since the last approved version: what came before, another person has approved. A version
//       that is approved once more counts as not approved yet: the approvals that it had did not suffice.
//   F4. A body may name somebody else than the credential's person as the writer: then both are.
//   F5. A campaign that names its approvers is decided on by them alone.
import type { CampaignRecord } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";

/** @param authors who edited or submitted any version since the last approved one. */
export function assertMayApprove(campaign: CampaignRecord, authors: readonly string[], person: string): void {
  const part = partIn(campaign, authors, person);
  if (part === null) return;
  throw new CampaignError(
    "SELF_APPROVAL",
    `${person} ${part} this campaign and cannot approve it. Ask another person to approve it.`,
  );
}

/** Where a campaign says who decides on it, nobody else does. @throws CampaignError NOT_PERMITTED */
export function assertIsApprover({ approvers = [] }: CampaignRecord, person: string): void {
  if (approvers.length === 0 || approvers.some((approver) => isSamePerson(approver, person))) return;
  throw new CampaignError(
    "NOT_PERMITTED",
    `${person} is not among the approvers of this campaign. Ask one of them: ${approvers.join(", ")}.`,
  );
}

/** @returns what the person did, in words; null when the person had no part in the campaign. */
export function partIn(campaign: CampaignRecord, authors: readonly string[], person: string): string | null {
  const creators = [campaign.created_by, campaign.created_by_credential]; // F4
  if (creators.some((creator) => isSamePerson(creator, person))) return "created"; // F2
  if (campaign.submitted_by !== null && isSamePerson(campaign.submitted_by, person)) return "submitted";
  return authors.some((author) => isSamePerson(author, person)) ? "edited or submitted" : null; // F3
}

export const isSamePerson = (a: string, b: string): boolean => canonicalPerson(a) === canonicalPerson(b); // F1

const canonicalPerson = (person: string): string => person.normalize("NFKC").trim().toLowerCase();
