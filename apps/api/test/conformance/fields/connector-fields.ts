// A connector campaign's own content, and the controls of the engine, which the product does not have.
import {
  bool,
  type FieldTable,
  type FieldValues,
  int,
  listOf,
  name,
  oneOf,
  pairs,
  text,
} from "./field-values.ts";

const kind = { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME" };
const connector = { url: "https://api.example.com/notify" };
const content = (more: object) => ({
  ...kind,
  campaign_content: { content: { connector: { ...connector, ...more } } },
});
/** Configurations must be there: their tables are made when their ids are known. */
const idOf = (id: string): FieldValues => ({ accepted: [id], refused: ["x", "0".repeat(23), 1] });
const statuses = { accepted: [["200"], ["2xx", "409"]], refused: [["9xx"], [200], "200"] };

export const CONNECTOR_TABLES: readonly FieldTable[] = [
  {
    name: "connector basic_details",
    base: kind,
    fields: {
      basic_details: {
        name: { accepted: ["Five5"], refused: ["abcd", 5] },
        business_event: name,
        tags: { accepted: [["a"]], refused: ["a"] },
        team: text,
      },
    },
  },
  {
    name: "connector campaign_content",
    base: content({}),
    fields: {
      campaign_content: {
        content: {
          connector: {
            method: oneOf("GET", "POST", "PUT", "PATCH", "DELETE"),
            url: {
              accepted: ["https://a.example/x", "http://a.example:8080/{{UserAttribute['id']}}?q=1"],
              refused: ["ftp://a.example", "/x", "", 1],
            },
            url_parameters: pairs,
            headers: {
              accepted: [[{ key: "X-User", value: "{{UserAttribute['user_id']}}" }]],
              refused: [
                [{ key: "Host", value: "a" }],
                [{ key: "a b", value: "c" }],
                [{ key: "Webhook-Id", value: "c" }],
              ],
            },
            body: {
              accepted: [
                { type: "JSON", json: { any: ["{{UserAttribute['x']}}", 1, null, { deep: true }] } },
                { type: "FORM", form: [{ key: "a", value: "b" }] },
                { type: "RAW", raw: "a=b", content_type: "text/plain" },
              ],
              refused: [{ type: "XML" }, { type: "FORM", form: { a: "b" } }, { type: "RAW" }, "text"],
            },
            timeout_ms: int(100, 90_000),
          },
        },
      },
    },
  },
  {
    name: "connector success rule",
    base: content({ success: { statuses: ["2xx"] } }),
    fields: {
      campaign_content: {
        content: {
          connector: {
            success: {
              statuses,
              and: {
                accepted: [
                  { header: "X-Ok", equals: "1" },
                  { body_contains: "ok" },
                  { body_path: "a.b", equals: null },
                ],
                refused: [{ header: "X-Ok" }, { body_contains: "" }, {}, "ok"],
              },
              otherwise: oneOf("dead_letter", "retry"),
            },
          },
        },
      },
    },
  },
  {
    name: "connector variations",
    base: kind,
    fields: {
      campaign_content: {
        locales: { accepted: [["German"]], refused: [["connector"]] },
        variation_details: {
          distribution_type: oneOf("MANUAL", "SHERPA"),
          no_of_variations: int(1, 10),
          manual_distribution_percentage: { accepted: [{ variation_1: 100 }], refused: [{ first: 100 }] },
          sherpa_campaign_duration: int(1, 10_000),
          sherpa_distribution_metric: oneOf("OPEN_RATE", "CLICK_RATE", "BOTH"),
        },
      },
    },
  },
  ...["CONNECTOR", "PUSH", "EMAIL"].map((channel) => ({
    name: `${channel.toLowerCase()} delivery_controls, shared and of the engine`,
    base: { ...kind, channel },
    fields: {
      delivery_controls: {
        campaign_throttle_rpm: int(1, 200_000),
        bypass_dnd: bool,
        count_for_frequency_capping: bool,
        ignore_frequency_capping: bool,
        minimum_delay_between_two_notification_in_hour: int(0, 8_760),
        throttle_weight: int(1, 100),
        four_hour_rule: oneOf("raise", "keep"),
        in_doubt_policy: oneOf("at_least_once", "at_most_once"),
        retry_policy: {
          max_attempts: int(1, 20),
          initial_delay_ms: int(100, 3_600_000),
          max_delay_ms: int(100, 86_400_000),
          statuses,
          after_no_answer: bool,
        },
      },
    },
  })),
  ...["CONNECTOR", "PUSH", "EMAIL"].map((channel) => ({
    name: `${channel.toLowerCase()} limit_send_config`,
    base: { ...kind, channel, delivery_controls: { limit_send_config: { enabled: true } } },
    fields: {
      delivery_controls: {
        limit_send_config: {
          enabled: bool,
          max_count: int(1, 1_000_000),
          window_value: int(1, 8_784),
          window_unit: oneOf("HOURS", "DAYS", "WEEKS", "MONTHS", "YEAR"),
        },
      },
    },
  })),
];

/** Items of lists that stand in a connector. */
export const PAIR_TABLE: FieldTable = {
  name: "connector url_parameters, one by one",
  base: content({ url_parameters: [{ key: "source", value: "a" }] }),
  fields: {
    campaign_content: {
      content: {
        connector: {
          url_parameters: listOf({ key: { accepted: ["k"], refused: ["", 1] }, value: text }),
        },
      },
    },
  },
};

export const authorizationTable = (ids: { token: string; certificate: string }): FieldTable => ({
  name: "connector authorization",
  base: content({ authorization: { configuration_id: ids.token } }),
  fields: {
    campaign_content: {
      content: {
        connector: {
          client_certificate_id: idOf(ids.certificate),
          authorization: {
            configuration_id: idOf(ids.token),
            key: oneOf("Authorization"),
            prefix: { accepted: ["Bearer", ""], refused: ["two words", 1] },
            reattempt_error_codes: { accepted: [[400, 401], []], refused: [[200], ["401"], 401] },
          },
        },
      },
    },
  },
});
