// What a connector campaign sends, when, and how fast: every field of the schema that the form holds.
import { ConnectorAuthorization } from "@sluice/schema";
import {
  choiceField,
  flagField,
  type FormField,
  listField,
  numberField,
  pairsField,
  textField,
} from "./form-field.ts";

const CONNECTOR = "campaign_content.content.connector";
const SCHEDULE = "scheduling_details";
const CONTROLS = "delivery_controls";
const SUCCESS = `${CONNECTOR}.success`;
const RETRIES = `${CONTROLS}.retry_policy`;

export const REQUEST_FIELDS: readonly FormField[] = [
  choiceField(`${CONNECTOR}.method`, "Method", {}, { optional: false }),
  textField(`${CONNECTOR}.url`, "URL", { optional: false, placeholder: "https://api.example.com/notify" }),
  pairsField(`${CONNECTOR}.headers`, "Headers", {
    placeholder: "X-Campaign: winter",
    hint: "Each on a line.",
  }),
];

/** Which of them are offered in Slack; others stay as they are. */
const STARTS = ["ASAP", "AT_FIXED_TIME"];
const LOCAL_TIME = "A time on the clock of the time zone, for example 2026-12-01T09:30.";

export const WHEN_FIELDS: readonly FormField[] = [
  choiceField(
    `${SCHEDULE}.delivery_type`,
    "Start",
    { ASAP: "As soon as it is launched", AT_FIXED_TIME: "At the time below" },
    { among: STARTS, first: "ASAP", optional: false },
  ),
  textField(`${SCHEDULE}.start_time`, "Start time", { placeholder: "2026-12-01T09:30", hint: LOCAL_TIME }),
  textField(`${SCHEDULE}.timezone`, "Time zone", { placeholder: "Europe/Berlin" }),
  textField(`${SCHEDULE}.expiry_time`, "Expires", {
    placeholder: "2026-12-02T09:30",
    hint: `${LOCAL_TIME} What is not sent by then is not sent. Left out: 24 hours after the start.`,
  }),
  numberField(`${CONTROLS}.campaign_throttle_rpm`, "Request limit"),
];

/** What most campaigns leave as it is. */
export const FURTHER_FIELDS: readonly FormField[] = [
  pairsField(`${CONNECTOR}.url_parameters`, "URL parameters", {
    hint: "name: value, each on a line.",
  }),
  textField(`${CONNECTOR}.authorization.prefix`, "Prefix of the token"),
  listField(`${CONNECTOR}.authorization.reattempt_error_codes`, "Statuses that want a new token", {
    one: Number,
    placeholder: "401",
  }),
  numberField(`${CONNECTOR}.timeout_ms`, "Timeout of a request, in milliseconds"),
  listField(`${SUCCESS}.statuses`, "Statuses that count as delivered", { placeholder: "2xx" }),
  choiceField(`${SUCCESS}.otherwise`, "When the answer does not show it", {
    dead_letter: "It is not delivered",
    retry: "It is tried again",
  }),
  numberField(`${RETRIES}.max_attempts`, "Attempts, the first among them"),
  numberField(`${RETRIES}.initial_delay_ms`, "First wait, in milliseconds"),
  numberField(`${RETRIES}.max_delay_ms`, "Longest wait, in milliseconds"),
  listField(`${RETRIES}.statuses`, "Statuses to try again after", { placeholder: "408, 425, 429, 5xx" }),
  flagField(`${RETRIES}.after_no_answer`, "Try again after no answer"),
  choiceField(
    `${CONTROLS}.in_doubt_policy`,
    "A recipient in doubt",
    {
      at_least_once: "is sent to again, with a mark",
      at_most_once: "ends as unknown",
    },
    { hint: "In doubt: the sender died between claiming and recording." },
  ),
  numberField(`${CONTROLS}.throttle_weight`, "Weight beside other runs"),
  choiceField(`${CONTROLS}.four_hour_rule`, "Four-hour rule", {
    raise: "The limit is raised to end in four hours",
    keep: "The limit stays as it is",
  }),
];

export const AUTHORIZATION = `${CONNECTOR}.authorization`;
export const AUTHORIZATION_ID = `${AUTHORIZATION}.configuration_id`;
export const CERTIFICATE_ID = `${CONNECTOR}.client_certificate_id`;

/** Only beside a configuration: without one nothing is left of them. */
export const OF_AUTHORIZATION = Object.keys(ConnectorAuthorization.shape).map(
  (name) => `${AUTHORIZATION}.${name}`,
);
