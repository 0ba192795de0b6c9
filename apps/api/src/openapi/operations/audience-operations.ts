// Audiences: segments, the control group, and how many users there are.
import type { OperationTexts } from "./operation-text.ts";

const SEGMENTS = "/v5/custom-segments";
const FILES = `${SEGMENTS}/file-segment`;
const GROUP = "/v5/global-control-group";
const CSV = ["text/csv", "text/plain", "application/octet-stream"];

const FETCHED = `The address is fetched once, from where requests may go to: at most 150 MB, within 15 minutes, and without redirects. What came
of it stands in \`last_load\`, and is told to \`callback_url\`. Until then nothing has changed.`;
const MATCHED = `The file has one value in each line, or a header that names the column. Users who are not known here are passed over.`;

export const AUDIENCE_OPERATIONS: OperationTexts = {
  [`POST ${SEGMENTS}`]: {
    id: "createSegment",
    group: "Segments",
    description: `Saves filters under a name, for more than one campaign. They are read anew for each run. Of a name, and of the same filters,
there is one: 409 names it in \`existing_cs_id\`. At most 1,000 segments are in use (429). Also at \`/v3/custom-segments\`.`,
    refusals: [409],
  },
  [`GET ${SEGMENTS}`]: {
    id: "listSegments",
    group: "Segments",
    description: `Those in use; with \`include_archived\` also those that were archived within 180 days. Also at \`/v3/custom-segments\`.`,
  },
  [`GET ${SEGMENTS}/:id`]: {
    id: "getSegment",
    group: "Segments",
    description: `One segment, with its filters, or with the users that it has and the last file that it was given.`,
  },
  [`PATCH ${SEGMENTS}/:id`]: {
    id: "changeSegment",
    group: "Segments",
    description: `Replaces the filters. Campaigns that were approved with the former ones and are not published yet have to be approved again;
those that are published keep what they were published with. Refused with 403 for a segment of a file, and for an archived one.`,
    refusals: [404, 409],
  },
  [`POST ${SEGMENTS}/:id/archive`]: {
    id: "archiveSegment",
    group: "Segments",
    description: `No campaign that names it can be published until it is back. What is published goes on.`,
    refusals: [404],
  },
  [`POST ${SEGMENTS}/:id/unarchive`]: {
    id: "unarchiveSegment",
    group: "Segments",
    description: `Brings it back, unless another segment has its filters by now, or 1,000 are in use.`,
    refusals: [404, 409],
  },
  [`POST ${FILES}`]: {
    id: "createFileSegment",
    group: "Segments",
    description: `A segment of users who are named in a file: by their unique id (\`uid\`), or by an attribute. ${FETCHED}
Also at \`/v2/custom-segments/file-segment\`.`,
    refusals: [409],
  },
  [`PUT ${FILES}/add-users`]: {
    id: "addSegmentUsers",
    group: "Segments",
    description: `Adds the users in a file. Name the segment by \`cs_id\` or \`name\`. ${FETCHED}`,
    refusals: [404, 409],
  },
  [`PUT ${FILES}/remove-users`]: {
    id: "removeSegmentUsers",
    group: "Segments",
    description: `Removes the users in a file. Name the segment by \`cs_id\` or \`name\`. ${FETCHED}`,
    refusals: [404, 409],
  },
  [`PUT ${FILES}/replace`]: {
    id: "replaceSegmentUsers",
    group: "Segments",
    description: `Replaces all users by those in a file. Name the segment by \`cs_id\` or \`name\`. ${FETCHED}`,
    refusals: [404, 409],
  },
  [`POST ${FILES}/upload`]: {
    id: "uploadSegment",
    group: "Segments",
    description: `The same with the file in the body, loaded when it is answered; at most 150 MB. ${MATCHED}`,
    refusals: [409, 415],
    consumes: CSV,
  },
  [`PUT ${SEGMENTS}/:id/users`]: {
    id: "uploadSegmentUsers",
    group: "Segments",
    description: `Changes the users of a segment by a file in the body: all of it, or nothing. ${MATCHED}`,
    refusals: [404, 409, 415],
    consumes: CSV,
  },
  [`GET ${SEGMENTS}/:id/loads`]: {
    id: "listSegmentLoads",
    group: "Segments",
    description: `How far each file is, or what came of it; the newest 100.`,
    refusals: [404],
  },
  "POST /v5/audience/count": {
    id: "countAudience",
    group: "Segments",
    description: `Counts whom a campaign with this audience would reach now, by the reason for which others are left out. Exact within
five seconds; of more users than can be counted in that time it is an estimate, and \`is_estimate\` says so.`,
  },
  [`GET ${GROUP}`]: {
    id: "getControlGroup",
    group: "Control group",
    description: `The share of all users that is drawn, how many are listed beside, and the last file that was given.`,
  },
  [`PUT ${GROUP}`]: {
    id: "changeControlGroup",
    group: "Control group",
    description: `Sets the share of all users, 0 to 100 per cent. Who is in is told by the user id alone: the same users in every campaign,
and a larger share holds everybody of a smaller one. Runs that are being cut keep what they began with.`,
  },
  [`GET ${GROUP}/loads`]: {
    id: "listControlGroupLoads",
    group: "Control group",
    description: `How far each file is, or what came of it; the newest 100.`,
  },
  [`PUT ${GROUP}/users`]: {
    id: "changeControlGroupUsers",
    group: "Control group",
    description: `Lists users, or takes them off the list, from a file with a column \`uid\`: at most 300 MB. What came of it stands in
\`last_load\`. Also at \`/core-services/v1/global-control-group/users\`, which answers 204.`,
    refusals: [409],
  },
  [`PUT ${GROUP}/users/upload`]: {
    id: "uploadControlGroupUsers",
    group: "Control group",
    description: `The same with the file in the body, loaded when it is answered. ${MATCHED}`,
    refusals: [409, 415],
    consumes: CSV,
  },
  "GET /v5/workspace/settings": {
    id: "getWorkspaceSettings",
    group: "Limits",
    description: `What is switched on for the workspace; features that are off are refused where a campaign asks for them. \`error_rate_brake\`
says when a run is paused because too large a share of its attempts fails.`,
  },
  "PUT /v5/workspace/settings": {
    id: "changeWorkspaceSettings",
    group: "Limits",
    description: `Switches features on or off, at once; what is left out stays. Campaigns that are published keep what they have; the
\`error_rate_brake\` holds for them too, from the next second on.`,
  },
};
