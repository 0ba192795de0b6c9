// What people hear of what was done to a campaign: in its thread, and alone where it concerns them.
import { isSamePerson } from "@sluice/campaigns";
import type { Campaign } from "@sluice/schema";
import type { CampaignAuditLine } from "../ports.ts";
import { nameOf } from "./campaign-words.ts";
import { quoted } from "./text.ts";

const MAX_COMMENT_LENGTH = 500;

type Line = Pick<CampaignAuditLine, "action" | "actor" | "source" | "detail">;

const by = ({ actor, source }: Line): string => `${quoted(actor, 80)} (${quoted(source, 80)})`;

function comment({ detail }: Line): string {
  const said = detail["comment"];
  return typeof said === "string" && said !== "" ? ` “${quoted(said, MAX_COMMENT_LENGTH)}”` : "";
}

/** ` (1 of 2)`, where several had to approve. */
function progress({ detail }: Line): string {
  const approvals = detail["approvals"];
  return typeof approvals === "string" && approvals !== "1 of 1" ? ` (${quoted(approvals, 20)})` : "";
}

/** By action; empty where the engine's own notice tells it. */
export const THREAD_WORDS: Readonly<Record<string, (line: Line) => string>> = {
  "campaign.edited": (line) => `:pencil2: ${by(line)} edited it.`,
  "campaign.submitted": (line) => `:eyes: ${by(line)} submitted it for approval.`,
  "campaign.approved": (line) =>
    `:white_check_mark: ${by(line)} approved it.${comment(line)}${progress(line)}`,
  "campaign.rejected": (line) => `:no_entry: ${by(line)} rejected it.${comment(line)}`,
  "campaign.changes_requested": (line) =>
    `:leftwards_arrow_with_hook: ${by(line)} asked for changes.${comment(line)}`,
  "campaign.review_expired": () => "",
  "campaign.published": (line) => `:rocket: ${by(line)} launched it.`,
  "campaign.paused": (line) => `:double_vertical_bar: ${by(line)} paused it.`,
  "campaign.resumed": (line) => `:arrow_forward: ${by(line)} resumed it.`,
  "campaign.stopped": (line) => `:octagonal_sign: ${by(line)} cancelled it for good.`,
};

export const isToBeTold = (line: Line): boolean => (THREAD_WORDS[line.action]?.(line) ?? "") !== "";

/** By mailbox: whoever asked hears what was decided, and whoever approved that their approval is void. */
export function messagesFor(
  line: Line,
  campaign: Campaign,
  voidedApprovers: readonly string[],
): Map<string, string> {
  const messages = new Map<string, string>();
  const name = `*${quoted(nameOf(campaign), 120)}* v${campaign.version}`;
  const requester = campaign.review?.requested_by ?? campaign.submitted_by;
  const decision = DECIDED[line.action]?.(line, name);
  if (decision !== undefined && requester !== null) messages.set(requester, decision);
  for (const approver of voidedApprovers)
    messages.set(
      approver,
      `You had approved it before ${by(line)} edited it: ${name} has to be approved anew.`,
    );
  for (const person of messages.keys()) if (isSamePerson(person, line.actor)) messages.delete(person);
  return messages;
}

const DECIDED: Readonly<Record<string, (line: Line, name: string) => string>> = {
  "campaign.approved": (line, name) =>
    `:white_check_mark: ${by(line)} approved ${name}.${comment(line)}${progress(line)}`,
  "campaign.rejected": (line, name) => `:no_entry: ${by(line)} rejected ${name}.${comment(line)}`,
  "campaign.changes_requested": (line, name) =>
    `:leftwards_arrow_with_hook: ${by(line)} asks for changes of ${name}.${comment(line)}`,
  "campaign.review_expired": (_line, name) =>
    `:hourglass: Nobody decided on ${name} in time. That is no rejection: it can be submitted again as it is.`,
};
