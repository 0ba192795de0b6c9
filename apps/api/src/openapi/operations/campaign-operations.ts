// Campaigns: write, read, find, try.
import { CampaignCreate } from "@sluice/schema";
import { CampaignPatch } from "../patch-body.ts";
import type { OperationTexts } from "./operation-text.ts";

export const CAMPAIGN_OPERATIONS: OperationTexts = {
  "POST /v5/campaigns": {
    id: "createCampaign",
    group: "Campaigns",
    description: `Makes a draft and answers its id. Only \`channel\` and \`campaign_delivery_type\` are required; every component may be
left out and added later with PATCH. Each component that is given must be well-formed by itself; what is still missing before the
campaign can be published is what \`validate\` tells.

A program that is unsure whether its call arrived sends it again with the same \`Idempotency-Key\`: it gets the first answer, and no
second draft.`,
    refusals: [422],
  },
  "GET /v5/campaigns": {
    id: "listCampaigns",
    group: "Campaigns",
    description: `All campaigns of the workspace, newest first. Follow \`next\` until it is null. To find campaigns by channel, status,
tag, author or date use \`POST /v5/campaigns/search\`.`,
  },
  "GET /v5/campaigns/:id": {
    id: "getCampaign",
    group: "Campaigns",
    description: `The whole campaign as it stands: its components, its version, its content hash, its approval and its run. Values that
were sent in an older spelling are answered in the newest one.`,
  },
  "PATCH /v5/campaigns/:id": {
    id: "editCampaign",
    group: "Campaigns",
    description: `Merges by component: a component that is left out stays; of a component that is given, each field that is given
replaces the stored field whole, nested objects included; \`null\` takes a component or a field away. The merged campaign is judged, not
the patch alone, by the schema of the stored campaign's channel.

An edit that changes something makes a new version, makes the campaign a draft again, and voids its approval: what goes out is always
what somebody approved.`,
    refusals: [422],
    body: CampaignPatch,
  },
  "POST /v5/campaigns/:id/validate": {
    id: "validateCampaign",
    group: "Campaigns",
    description: `Judges the campaign as submission and publication would, and changes nothing. The answer is 200 either way:
\`valid\` is about the content, and \`errors\` lists every problem with the dotted path of its field.
\`cannot_be_sent_yet\` lists what is well-formed and stored, and this version does not send: submission and publication refuse it too.`,
  },
  "POST /v5/campaigns/validate": {
    id: "validateDefinition",
    group: "Campaigns",
    description: `The same judgement of a campaign that is in the body, and nothing is stored: for programs that write campaigns and
want to hear of every problem before they create one.`,
    body: CampaignCreate,
  },
  "POST /v5/campaigns/search": {
    id: "searchCampaigns",
    group: "Campaigns",
    description: `Whole campaigns that fit all the given fields, a page of at most 15. There is no total: go on with the next \`page\` until
fewer than \`limit\` come back. Drafts are found only when \`DRAFT\` is in \`status\`, archived campaigns only with
\`include_archive_campaigns\`.`,
  },
  "POST /v5/campaigns/meta": {
    id: "listCampaignMeta",
    group: "Campaigns",
    description: `The same search, answered in short: name, team, tags, status, start, and how many users a scheduled campaign would
reach. For lists and dashboards.`,
  },
  "POST /v5/campaigns/test": {
    id: "testCampaign",
    group: "Test and preview",
    description: `Sends to at most ten chosen people, from a draft (\`draft_id\`) or from content in the body, never both. Personalization
can be overridden with \`personalization_details\`. The answer has a line for each send: for a connector the request that was made and
the answer that came back. Nothing is counted, and no approval is needed: it reaches only those who are named.`,
    refusals: [404],
  },
  "POST /v5/personalization/preview": {
    id: "previewPersonalization",
    group: "Test and preview",
    description: `Renders content for one user and sends nothing. What a template does not find is named, as it would be when it is
sent.`,
  },
};
