// Review and publication.
import type { OperationTexts } from "./operation-text.ts";

export const LIFECYCLE_OPERATIONS: OperationTexts = {
  "POST /v5/campaigns/:id/submit": {
    id: "submitCampaign",
    group: "Review",
    description: `Asks others to review a complete draft. Everything that \`validate\` lists must be corrected first: 422 lists it again.
From now on it waits as \`UNDER_REVIEW\`; an edit makes it a draft again. \`review\` in the answer says how many people have to approve, why,
and until when: the workspace's approval policy decides. A template that reads an attribute which no user has is refused, and so is a large
audience without a test, where the policy asks for one. What nobody decided on in time, or what does not suffice any more, may be submitted
again without an edit.`,
    refusals: [409, 422],
  },
  "POST /v5/campaigns/:id/approve": {
    id: "approveCampaign",
    group: "Review",
    description: `Says yes to exactly what the reviewer saw: the approval is bound to the content hash. Send \`content_hash\` of what was
shown, and an edit that came between is noticed (409). Whoever wrote, edited or submitted the campaign may not approve it (403), whatever
scopes their key has.

Where the policy asks for several people, each approves once, and the last of them makes the campaign \`APPROVED\`: \`message\` says how far
it is (\`1 of 2\`), and \`review.approvals\` who approved. A request that has expired is refused with 409.`,
    refusals: [409, 422],
  },
  "POST /v5/campaigns/:id/reject": {
    id: "rejectCampaign",
    group: "Review",
    description: `Says no, and what to change. The comment is kept with the campaign; the author edits it and submits it again.`,
    refusals: [409, 422],
  },
  "POST /v5/campaigns/:id/request-changes": {
    id: "requestChanges",
    group: "Review",
    description: `Sends the campaign back as a draft, and says what to change: \`approval.comment\` keeps it. The approvals so far are void;
when it is submitted again, everybody is asked anew.`,
    refusals: [409, 422],
  },
  "POST /v5/campaigns/:id/archive": {
    id: "archiveCampaign",
    group: "Publication",
    description: `Puts a campaign that is not live out of sight: it keeps everything, does nothing, and is found only with
\`include_archive_campaigns\`. A live campaign is stopped first.`,
    refusals: [409, 422],
  },
  "POST /v5/campaigns/:id/unarchive": {
    id: "unarchiveCampaign",
    group: "Publication",
    description: `Takes a campaign out of the archive, with the status that it had.`,
    refusals: [409, 422],
  },
  "PATCH /v5/campaigns/:id/status": {
    id: "changeCampaignStatus",
    group: "Publication",
    description: `\`PUBLISH\` starts an approved campaign at its time, or at once; refused where the approval has expired, where it
does not suffice any more because the audience has grown or the policy is stricter (409), and within the quiet hours (422). \`PAUSE\` holds what was not sent yet, and \`RESUME\` goes on
where it was. \`STOP\` ends it for good: requests that are on their way may still arrive, all other recipients end as \`cancelled\`. An
action that does not fit the campaign's kind or status is refused with 422, which says what is possible.`,
    refusals: [409, 422],
  },
  "PUT /v5/campaigns/:id/limit": {
    id: "changeRunLimit",
    group: "Publication",
    description: `Changes the request limit while the campaign is being sent; it holds within two seconds. Lower than what was approved
takes the scope \`publish\`; beyond it takes \`approve\`, and a person who had no part in the campaign.`,
    refusals: [409, 422],
  },
  "POST /v5/campaigns/:id/send": {
    id: "sendToUser",
    group: "API-triggered sends",
    description: `One send to one user, with values of its own, through a published \`API_TRIGGERED\` campaign. The answer is 202 once the
send is durable: it will be made, also when every process dies now. Give \`request_id\` or \`Idempotency-Key\`, and a repeated call within
24 hours is answered like the first and sends nothing. Whom a control group of the campaign or the workspace holds out gets nothing:
\`recipient_count\` is then 0, and \`excluded\` names the group.

422 tells why nothing was accepted: \`CAMPAIGN_NOT_TRIGGERABLE\`, \`RECIPIENT_LIMIT_EXCEEDED\` (exactly one user), \`UNKNOWN_PLACEHOLDER\`
(a value that the template does not read), \`UNKNOWN_RECIPIENT\`.`,
    refusals: [422],
  },
};
