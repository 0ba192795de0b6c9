// A campaign that was changed as a file: kept as it says, or nothing is, and everything that is wrong with it is said.
import { type Actor, CampaignError } from "@sluice/campaigns";
import type { Campaign, Problem } from "@sluice/schema";
import { type CampaignFile, readCampaignFile } from "../files/read-campaign-file.ts";
import type { FileProblem } from "../files/read-source.ts";
import { replacementPatch } from "../files/replacement-patch.ts";
import type { WritingDesk } from "../writing-ports.ts";
import type { Step } from "./campaign-flow.ts";
import { type StepAnswer, withProblems } from "./field-problems.ts";
import { FILE_TEXT } from "./file-step.ts";
import { reviewWaits } from "./review-step.ts";
import { valueIn } from "./modal-fields.ts";
import { readMetadata } from "./step-metadata.ts";

export type TakenFile =
  | { ok: true; campaign: Campaign; file: CampaignFile }
  | { ok: false; problems: FileProblem[] };

export interface FileTaker {
  actor: Actor;
  desk: WritingDesk & { get(campaignId: string): Promise<Campaign> };
}

export interface GivenFile {
  name: string;
  text: string;
  /** Of a new campaign: the same file again is the same campaign. */
  requestId: string;
  /** The campaign that the file has to be an edit of; undefined: whatever it says. */
  campaignId?: string;
}

export async function takeFile({ actor, desk }: FileTaker, given: GivenFile): Promise<TakenFile> {
  const { name, text, requestId, campaignId } = given;
  const read = readCampaignFile(name, text);
  if (!read.ok) return read;
  const { file } = read;
  const { definition, editOf, versionNote } = file;
  if (campaignId !== undefined && editOf?.campaignId !== campaignId)
    return { ok: false, problems: [otherCampaign] };
  try {
    if (editOf === null) {
      const about = { requestId: file.requestId ?? requestId, versionNote };
      return { ok: true, file, campaign: await desk.create(actor, { ...definition }, about) };
    }
    const stored = await desk.get(editOf.campaignId);
    const about = { versionNote, seenVersion: editOf.version };
    const patch = replacementPatch(stored, definition);
    return { ok: true, file, campaign: await desk.edit(actor, editOf.campaignId, patch, about) };
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error;
    return { ok: false, problems: located(error, file) };
  }
}

const located = ({ problems, message }: CampaignError, file: CampaignFile): FileProblem[] =>
  problems.length === 0
    ? [{ field: "", issue: message, line: null }]
    : problems.map((problem) => ({ ...problem, line: file.lineOf(problem.field) }));

export async function fileDone(step: Step): Promise<StepAnswer> {
  const kept = await keepFile(step);
  if ("campaign" in kept) return { response_action: "update", view: reviewWaits(kept.campaign.id) };
  return { response_action: "update", view: withProblems(step.shown, kept.problems) };
}

/** Of a modal: the campaign that was opened in it, and no other. */
export async function keepFile({
  shown,
  actor,
  desk,
  formId,
}: Step): Promise<{ campaign: Campaign } | { problems: Problem[] }> {
  const { campaignId } = readMetadata(shown.modal.private_metadata);
  const text = valueIn(shown.state, FILE_TEXT);
  const taken = await takeFile({ actor, desk }, { name: "modal.yaml", text, requestId: formId, campaignId });
  return taken.ok ? { campaign: taken.campaign } : { problems: taken.problems.map(withLine) };
}

const otherCampaign: FileProblem = {
  field: "campaign_id",
  issue: "is not the one that is edited here: leave the first two lines as they were",
  line: null,
};

export const withLine = ({ field, issue, line }: FileProblem): Problem => ({
  field,
  issue: line === null ? issue : `line ${line}: ${issue}`,
});
