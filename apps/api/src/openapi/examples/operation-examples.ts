// Bodies of every operation but the creation of a campaign. Ids and hashes in them are of no real thing.
import type { Example } from "./example.ts";

const one = (summary: string, value: unknown): Record<string, Example> => ({ example: { summary, value } });

export const OPERATION_EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  editCampaign: {
    rename: {
      summary: "Rename it; everything else stays",
      value: { basic_details: { name: "Winter sale, second week" }, updated_by: "ana@example.com" },
    },
    remove: { summary: "Take a component away", value: { utm_params: null } },
    reschedule: {
      summary: "Send it later",
      value: {
        scheduling_details: {
          delivery_type: "AT_FIXED_TIME",
          start_time: "2035-12-01T09:30:00",
          timezone: "Europe/Berlin",
        },
      },
    },
  },
  approveCampaign: one("What was seen is approved", { comment: "Good to go." }),
  rejectCampaign: one("Say what to change", { comment: "The second link is broken." }),
  requestChanges: one("Back to its author", { comment: "Say until when the offer holds." }),
  setApprovalPolicy: {
    two: {
      summary: "Two people for large audiences and for those that are new",
      value: {
        approvals: 1,
        tiers: [
          { approvals: 2, audience_over: 100_000 },
          { approvals: 2, first_time_audience: true },
        ],
        request_expires_after_hours: 48,
        quiet_hours: { from: "22:00", to: "08:00", time_zone: "Europe/Berlin" },
      },
    },
    default: { summary: "One other person, within three days", value: {} },
  },
  setFrequencyCapping: {
    week: {
      summary: "Three messages a week, and one offer a day",
      value: {
        time_zone: "Europe/Berlin",
        rules: [
          { level: "cross_channel", max_messages: 3, days: 7 },
          { level: "tags", tags: ["offer"], match: "any", max_messages: 1, days: 1 },
        ],
      },
    },
    none: { summary: "No caps", value: {} },
  },
  changeCampaignStatus: {
    publish: { summary: "Publish", value: { action: "PUBLISH" } },
    pause: { summary: "Pause", value: { action: "PAUSE" } },
    resume: { summary: "Resume", value: { action: "RESUME" } },
    stop: { summary: "Stop for good", value: { action: "STOP" } },
  },
  archiveCampaign: one("Out of sight", {}),
  unarchiveCampaign: one("Back again", {}),
  changeRunLimit: one("Slow down", { campaign_throttle_rpm: 6_000 }),
  sendToUser: one("A code for one user", {
    recipients: ["u-42"],
    personalized_attributes: { code: "471100", minutes: 10 },
    request_id: "order-1234-code",
  }),
  replayDeadLetters: {
    all: { summary: "All of them", value: {} },
    some: { summary: "Some of them", value: { user_ids: ["u-42"] } },
  },
  createAuthorization: {
    "static-headers": {
      summary: "A fixed header",
      value: {
        name: "Partner API",
        settings: { type: "STATIC_HEADERS", headers: [{ key: "X-Api-Key", value: "s3cret" }] },
      },
    },
    basic: {
      summary: "Name and password",
      value: { name: "Legacy API", settings: { type: "BASIC", username: "sluice", password: "s3cret" } },
    },
    oauth2: {
      summary: "OAuth 2.0 client credentials",
      value: {
        name: "Partner OAuth",
        settings: {
          type: "OAUTH2",
          request: {
            url: "https://auth.example.com/oauth/token",
            body: {
              type: "FORM",
              form: [
                { key: "grant_type", value: "client_credentials" },
                { key: "client_id", value: "sluice" },
                { key: "client_secret", value: "s3cret" },
              ],
            },
          },
        },
      },
    },
  },
  tryAuthorization: one("Try a name and password", {
    settings: { type: "BASIC", username: "sluice", password: "s3cret" },
  }),
  changeAuthorization: one("Rename it", { name: "Partner API, new contract" }),
  rotateSigningSecret: one("Sign with both for two days", { overlap_hours: 48 }),
  setWorkspaceLimit: one("100,000 a minute", { requests_per_minute: 100_000 }),
  setOriginLimit: one("Be gentle to one origin", {
    origin: "https://api.example.com",
    requests_per_minute: 6_000,
  }),
  stopWorkspace: one("Say why", { reason: "the shop is down" }),
  setQuotas: {
    product: { summary: "The documented limits of the V5 API", value: { preset: "product" } },
    own: {
      summary: "Generous, but for creations",
      value: { preset: "open", limits: { created: { per_day: 1_000 } } },
    },
  },
  validateDefinition: one("What is missing in a draft", {
    channel: "EMAIL",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "Winter mail" },
  }),
  createApiKey: one("A key for a reviewer", {
    actor: "ben@example.com",
    name: "Review",
    scopes: ["view", "approve"],
  }),
  rotateApiKey: one("The old secret goes on for an hour", { overlap_minutes: 60 }),
};
