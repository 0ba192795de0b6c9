// Review and publication.
import type { OperationTexts } from "./operation-text.ts";

export const LIFECYCLE_OPERATIONS: OperationTexts = {
  "POST /v5/campaigns/:id/submit": {
    id: "submitCampaign",
    group: "Review",
    description: `Asks others to review a complete draft. Everything that \`validate\` lists must be corrected first: 422 lists it again.
From now on it waits as \`UNDER_REVIEW\`; an edit makes it a draft again.`,
    refusals: [409, 422],
  },
  "POST /v5/campaigns/:id/approve": {
    id: "approveCampaign",
    group: "Review",
    description: `Says yes to exactly what the reviewer saw: the approval is bound to the content hash. Send \`content_hash\` of what was
shown, and an edit that came between is noticed (409). Whoever wrote, edited or submitted the campaign may not approve it (403), whatever
scopes their key has.`,
    refusals: [409, 422],
  },
  "POST /v5/campaigns/:id/reject": {
    id: "rejectCampaign",
    group: "Review",
    description: `Says no, and what to change. The comment is kept with the campaign; the author edits it and submits it again.`,
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
    description: `\`PUBLISH\` starts an approved campaign at its time, or at once. \`PAUSE\` holds what was not sent yet, and \`RESUME\` goes on
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
24 hours is answered like the first and sends nothing.

422 tells why nothing was accepted: \`CAMPAIGN_NOT_TRIGGERABLE\`, \`RECIPIENT_LIMIT_EXCEEDED\` (exactly one user), \`UNKNOWN_PLACEHOLDER\`
(a value that the template does not read), \`UNKNOWN_RECIPIENT\`.`,
    refusals: [422],
  },
};
