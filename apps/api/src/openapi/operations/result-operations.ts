// What became of a run, and what was written before it.
import type { OperationTexts } from "./operation-text.ts";

const LINES = "application/x-ndjson";

export const RESULT_OPERATIONS: OperationTexts = {
  "GET /v5/campaigns/:id/stats": {
    id: "getCampaignStats",
    group: "Results",
    description: `The funnel of the campaign's run. It always sums: \`targeted\` are the \`excluded\`, counted by reason, and the
\`recipients\`; recipients are those that ended in one of the six ways and those that are not yet settled. While it is sent the figures
are seconds old.`,
  },
  "GET /v5/campaigns/:id/dead-letters": {
    id: "listDeadLetters",
    group: "Results",
    description: `Recipients that were given up: after all attempts, or at an answer that no retry would change. Each has its reason. Page
with \`after\`, or ask for \`format=ndjson\` to get all of them, one a line.`,
  },
  "POST /v5/campaigns/:id/dead-letters/replay": {
    id: "replayDeadLetters",
    group: "Results",
    description: `Sends dead letters again, with new attempts and under the same request limit: all of them, or those whose
\`user_ids\` are given. Their \`Idempotency-Key\` stays, so an endpoint that had them after all can drop the second copy.`,
    refusals: [409, 422],
  },
  "GET /v5/campaigns/:id/recipients": {
    id: "exportRecipients",
    group: "Results",
    description: `Every recipient of the campaign's run that has its end, one JSON object a line, in the order of their ids: while it is
sent, and after a stop to know who had been sent to. Narrow it to one \`ending\` or one user. Who has no end yet is not in it.`,
    produces: LINES,
  },
  "POST /core-services/v1/campaign-stats": {
    id: "getStatsOfCampaigns",
    group: "Results",
    description: `Figures of up to ten campaigns in the shape of the product's stats API, nested by platform, locale and variation, for
programs that read them there. A run counts whole in every range that touches it. \`sent\` is what was delivered; what an
endpoint does not tell (impressions, clicks, conversions) is 0.`,
  },
  "GET /v5/campaigns/:id/attempts": {
    id: "searchAttempts",
    group: "Results",
    description: `Single attempts with the request that was made and the answer that came, redacted: every failure and a sample of the
successes. Newest first; follow \`next\`. \`status=0\` finds attempts without an answer, \`error=any\` whatever was not delivered.`,
  },
  "GET /v5/campaigns/:id/attempts/export": {
    id: "exportAttempts",
    group: "Results",
    description: `All attempts that the filter finds, one JSON object a line, as a stream of any length.`,
    produces: LINES,
  },
  "GET /v5/campaigns/:id/runs": {
    id: "listRuns",
    group: "Results",
    description: `Every sending of the campaign, newest first, with its state and the version that it sent. Results are asked for one run
with \`run_id\`, or for the newest without.`,
  },
  "GET /v5/campaigns/:id/diff": {
    id: "diffVersions",
    group: "History",
    description: `What changed between two versions, field by field, with both values. Without \`from\` and \`to\`: what an approver has
not seen yet.`,
  },
  "GET /v5/campaigns/:id/versions": {
    id: "listVersions",
    group: "History",
    description: `Every version that was written, newest first, whole: what it said, who edited it and when. Nothing is ever overwritten.`,
  },
  "GET /v5/campaigns/:id/audit": {
    id: "listAudit",
    group: "History",
    description: `Who did what with the campaign, when, and from where: oldest first, append-only. Each entry has a \`hash\` over itself
and the hash of the one before, so that a change of what was written is seen: \`sluice audit verify\`. With \`format=csv\` or
\`Accept: text/csv\` all of them come as a table, in which no value can be a formula.`,
  },
};
