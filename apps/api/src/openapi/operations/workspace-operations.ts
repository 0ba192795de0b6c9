// What belongs to the workspace: secrets, signatures, limits, keys.
import type { OperationTexts } from "./operation-text.ts";

const CONFIGURATIONS = "/v5/authorization-configurations";

export const WORKSPACE_OPERATIONS: OperationTexts = {
  [`POST ${CONFIGURATIONS}`]: {
    id: "createAuthorization",
    group: "Authorization",
    description: `Keeps how requests prove who sends them: OAuth 2.0 client credentials, name and password, fixed headers, or a client
certificate. Connectors name it by its id, so that no campaign holds a secret. OAuth settings are tried before they are kept: when no token
can be fetched, 422 says why.`,
    refusals: [422],
  },
  [`POST ${CONFIGURATIONS}/test`]: {
    id: "tryAuthorization",
    group: "Authorization",
    description: `Tries settings and keeps nothing: which fields the token endpoint answered, and how long a token lives. Never the token.`,
  },
  [`GET ${CONFIGURATIONS}`]: {
    id: "listAuthorizations",
    group: "Authorization",
    description: `Oldest first, without secrets. \`FAILED\` means that the last token could not be fetched: campaigns that name it cannot be
published.`,
  },
  [`GET ${CONFIGURATIONS}/:id`]: {
    id: "getAuthorization",
    group: "Authorization",
    description: `One configuration, without its secrets.`,
  },
  [`PATCH ${CONFIGURATIONS}/:id`]: {
    id: "changeAuthorization",
    group: "Authorization",
    description: `Renames it, or replaces its settings whole: nobody can read the secrets to send a part of them back. Campaigns that are
being sent use the new settings within seconds.`,
    refusals: [422],
  },
  [`DELETE ${CONFIGURATIONS}/:id`]: {
    id: "removeAuthorization",
    group: "Authorization",
    description: `Removes it for good. Refused with 409 while a campaign that is not over names it: \`uses\` lists them.`,
    refusals: [409],
  },
  [`POST ${CONFIGURATIONS}/:id/test`]: {
    id: "testAuthorization",
    group: "Authorization",
    description: `Tries what is kept, and sets its status by the result.`,
  },
  [`GET ${CONFIGURATIONS}/:id/uses`]: {
    id: "listAuthorizationUses",
    group: "Authorization",
    description: `Campaigns that name it and are not over: what to look at before changing or removing it.`,
  },
  "GET /v5/signing-secrets": {
    id: "listSigningSecrets",
    group: "Signing",
    description: `Ids and ages of the secrets that sign now. More than one signs while a rotation overlaps.`,
  },
  "POST /v5/signing-secrets/rotate": {
    id: "rotateSigningSecret",
    group: "Signing",
    description: `Makes a new secret, shown this once. The old one signs beside it for \`overlap_hours\`, so that receivers can change over
without refusing a request.`,
  },
  "GET /v5/workspace/stop": {
    id: "getWorkspaceStop",
    group: "Publication",
    description: `The stop that is in force, with who stopped, when and why, how many runs it paused, and who lifted it so far. \`null\`
when nothing is stopped.`,
  },
  "POST /v5/workspace/stop": {
    id: "stopWorkspace",
    group: "Publication",
    description: `Stops everything: every run of the workspace is paused within seconds, and until the stop is lifted nothing is published,
resumed, replayed or tested (409). Takes one person, and the scope \`publish\` or \`approve\`. Done again it changes nothing and answers the stop
that is in force. Sends of API-triggered campaigns are refused as of any that is paused (422).`,
  },
  "POST /v5/workspace/stop/lift": {
    id: "liftWorkspaceStop",
    group: "Publication",
    description: `One person's word that sending may go on. The second, of another person, ends the stop (\`ended_at\`). Runs stay paused:
resume each. Takes the scope \`publish\` or \`approve\`.`,
    refusals: [422],
  },
  "GET /v5/workspace/approval-policy": {
    id: "getApprovalPolicy",
    group: "Review",
    description: `How many people have to approve a campaign: \`approvals\` at least, and more where a tier holds. Of all tiers whose
conditions hold together, the one that asks for most decides.`,
  },
  "PUT /v5/workspace/approval-policy": {
    id: "setApprovalPolicy",
    group: "Review",
    description: `Replaces the policy whole. It holds for what is submitted from now on, and publishing asks it again: what was approved by
fewer people than it wants now has to be approved anew. The audit log keeps what changed.`,
    refusals: [422],
  },
  "GET /v5/workspace/frequency-capping": {
    id: "getFrequencyCapping",
    group: "Limits",
    description: `How many messages one user gets at most within so many days, over all campaigns, of one channel or delivery type, or
of those with some tags. All rules hold together, first come first served; days begin at 00:00 in \`time_zone\`.`,
  },
  "PUT /v5/workspace/frequency-capping": {
    id: "setFrequencyCapping",
    group: "Limits",
    description: `Replaces all rules. They hold for what is planned from now on: who is at a cap when an audience is cut, or when a send
comes, is excluded as \`frequency_capping\`. A campaign may ignore them (\`delivery_controls.ignore_frequency_capping\`), or not count
(\`count_for_frequency_capping: false\`). The audit log keeps what changed.`,
    refusals: [422],
  },
  "GET /v5/workspace/limits": {
    id: "getLimits",
    group: "Limits",
    description: `The workspace's cap over all its runs together, and the caps of single origins.`,
  },
  "PUT /v5/workspace/limits": {
    id: "setWorkspaceLimit",
    group: "Limits",
    description: `Sets the workspace's cap; it holds within two seconds, also for what is being sent. No rolling minute exceeds it.`,
  },
  "GET /v5/workspace/origin-limits": {
    id: "listOriginLimits",
    group: "Limits",
    description: `The caps of origins: scheme, host and port.`,
  },
  "PUT /v5/workspace/origin-limits": {
    id: "setOriginLimit",
    group: "Limits",
    description: `Caps what all runs of the workspace together may send to one origin; it holds within two seconds.`,
  },
  "DELETE /v5/workspace/origin-limits": {
    id: "removeOriginLimit",
    group: "Limits",
    description: `Takes the cap of an origin away; the workspace's cap goes on holding.`,
  },
  "GET /v5/workspace/quotas": {
    id: "getQuotas",
    group: "Limits",
    description: `How often the workspace may call each operation, and how many campaigns it may create: the preset, what is set in its
place, and what comes of both.`,
  },
  "PUT /v5/workspace/quotas": {
    id: "setQuotas",
    group: "Limits",
    description: `Sets the preset (\`product\`: the documented limits of the V5 API; \`open\`; \`off\`) and limits of single operations in
its place. All processes hold it within two seconds; windows roll, so no second, minute or hour exceeds its limit however it lies.`,
  },
  "GET /v5/api-keys": {
    id: "listApiKeys",
    group: "API keys",
    description: `Keys of the workspace, newest first, without their secrets.`,
  },
  "POST /v5/api-keys": {
    id: "createApiKey",
    group: "API keys",
    description: `Makes a key for one person, with some of the scopes that your own key has. Its secret is in this answer and nowhere
else. Review counts the person behind a key: give each person a key of their own.`,
    refusals: [409],
  },
  "POST /v5/api-keys/:key_id/rotate": {
    id: "rotateApiKey",
    group: "API keys",
    description: `A new secret in place of the old one, which goes on for \`overlap_minutes\` and then ends.`,
    refusals: [409],
  },
  "POST /v5/api-keys/:key_id/archive": {
    id: "archiveApiKey",
    group: "API keys",
    description: `Ends a key at once and for good. It stays in the list, so that the audit log can be read.`,
  },
};
