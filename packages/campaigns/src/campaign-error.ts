import type { Problem } from "@sluice/schema";

export type CampaignErrorCode =
  /** No such campaign in this workspace. */
  | "NOT_FOUND"
  /** The lifecycle does not allow the action now. */
  | "WRONG_STATUS"
  /** The lifecycle does not allow to change this part now; `problems` names the fields. */
  | "NOT_EDITABLE"
  /** Someone did the same before; nothing is left to do. */
  | "ALREADY_DONE"
  /** The credential does not allow it. */
  | "NOT_PERMITTED"
  /** The person wrote, edited or submitted what they would approve. */
  | "SELF_APPROVAL"
  /** The input has not the shape that it needs; `problems` lists everything at once. */
  | "MALFORMED"
  /** The input or the campaign is not fit for the action; `problems` lists everything at once. */
  | "INVALID"
  /** Others changed the campaign at the same time, again and again. */
  | "CONFLICT"
  /** What was reviewed or approved is not what the campaign says now. */
  | "STALE_APPROVAL"
  /** Somebody stopped everything in the workspace: nothing begins to send until two people lift the stop. */
  | "ALL_STOPPED"
  /** The request for approval, or the approval, is too old: the campaign has to be submitted again. */
  | "EXPIRED_REVIEW";

export class CampaignError extends Error {
  override readonly name = "CampaignError";
  readonly code: CampaignErrorCode;
  readonly problems: readonly Problem[];

  constructor(
    code: CampaignErrorCode,
    message: string,
    options: ErrorOptions & { problems?: readonly Problem[] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.problems = options.problems ?? [];
  }
}
