// A push campaign's own components: basic_details, campaign_content, advanced, delivery_controls.
import {
  bool,
  color,
  digits,
  type Fields,
  type FieldTable,
  int,
  listOf,
  name,
  oneOf,
  oneOfSpellings,
  pairs,
  text,
  url,
} from "./field-values.ts";

const kind = { channel: "PUSH", campaign_delivery_type: "EVENT_TRIGGERED" };
const GRANULARITIES = ["MINUTES", "HOURS", "DAYS"] as const;

const click: Fields = {
  default_click_action: oneOf("DEEPLINKING", "NAVIGATE_TO_A_SCREEN", "RICH_LANDING"),
  default_click_action_value: text,
  key_value_pairs: pairs,
};
const carousel: Fields = {
  slider_transition: oneOfSpellings(["MANUAL", "AUTOMATIC"], { manual: "MANUAL", automatic: "AUTOMATIC" }),
  slide_data: listOf({
    image_url: url,
    image_click_action: oneOf("DEEPLINKING", "RICH_LANDING", "NAVIGATE_TO_A_SCREEN"),
    image_click_action_value: text,
    key_value_pairs: pairs,
  }),
};

const android: Fields = {
  template_type: oneOf(
    "BASIC",
    "STYLIZED_BASIC",
    "SIMPLE_IMAGE_CAROUSEL",
    "IMAGE_BANNER_WITH_TEXT",
    "TIMER",
    "TIMER_WITH_PROGRESS_BAR",
    "Custom",
  ),
  custom_template_id: name,
  custom_template_version: int(0, 1_000_000),
  basic_details: {
    notification_channel: name,
    include_app_name_and_time: bool,
    background_color_code: color,
    app_name_color_code: color,
    notification_control_color: oneOf("LIGHT", "DARK"),
    include_title_and_message: bool,
    apply_background_color_in_text_editor: bool,
    title: text,
    message: text,
    summary: text,
    image_url: url,
    image_scaling: oneOf("FIT_INSIDE_IMAGE_CONTAINER", "FILL_IMAGE_CONTAINER"),
    banner_image_url: url,
    input_gif_url: url,
    collapsed_push_notification: text,
    carousel_content: carousel,
    ...click,
  },
  timer: {
    timer_ends_at: oneOf("DURATION", "SPECIFIC_TIME_USER_TIMEZONE", "SPECIFIC_TIME_CAMPAIGN_TIMEZONE"),
    specific_time: text,
    time_period: text,
    personalized_value: bool,
    duration_hour: digits,
    duration_minute: digits,
  },
  buttons: listOf({
    btn_name: text,
    click_action_type: oneOf(
      "DEEPLINKING",
      "NAVIGATE_TO_A_SCREEN",
      "RICH_LANDING",
      "CALL",
      "SHARE",
      "COPY",
      "SET_USER_ATTRIBUTE",
      "TRACK_EVENT",
      "CUSTOM_ACTION",
      "SNOOZE",
      "REMIND_LATER",
    ),
    click_action_name: text,
    click_action_value: text,
    key_value_pairs: pairs,
  }),
  advanced: {
    coupon_code: text,
    icon_type_in_notification: name,
    use_large_icon: bool,
    make_notification_sticky: bool,
    dismiss_button_text: text,
    auto_dismiss_notification: bool,
    auto_dismiss_notification_time_value: int(0, 1_000_000),
    auto_dismiss_notification_time_granularity: oneOf(...GRANULARITIES),
    group_key: text,
    collapse_replace_key: text,
  },
  template_backup: { title: text, message: text, summary: text, image_url: url, ...click },
};

const iosText: Fields = {
  title: text,
  message: text,
  subtitle: text,
  allow_bg_refresh: bool,
  rich_media_type: oneOf("Image", "Video", "GIF"),
  rich_media_value: url,
};
const ios: Fields = {
  template_type: oneOf("BASIC", "STYLIZED_BASIC", "SIMPLE_IMAGE_CAROUSEL", "Custom"),
  custom_template_id: name,
  custom_template_version: int(0, 1_000_000),
  basic_details: {
    ...iosText,
    background_color_code: color,
    apply_background_color_in_text_editor: bool,
    image_url: url,
    input_gif_url: url,
    carousel_content: carousel,
    ...click,
  },
  buttons: listOf({ button_category: name }),
  advanced: {
    coupon_code: text,
    sound_file: name,
    enable_ios_badge: bool,
    group_key: text,
    collapse_replace_key: text,
  },
  template_backup: { ...iosText, ...click },
};

const web: Fields = {
  template_type: oneOf("BASIC"),
  basic_details: {
    title: text,
    message: text,
    redirect_url: url,
    image_url: url,
    auto_dismiss_notification: bool,
  },
  buttons: listOf({ title: text, icon_url: url, url }),
  advanced: { icon_image_type: oneOf("DEFAULT", "ICON_URL"), icon_url: url },
};

const geofence = {
  name: "Marienplatz",
  latitude: "48.1371",
  longitude: "11.5754",
  radius: "250",
  response_time_value: "10",
  response_time_granularity: "MINUTES",
  triggered_at: "ENTRY",
};

export const PUSH_TABLES: readonly FieldTable[] = [
  {
    name: "push basic_details",
    base: kind,
    fields: {
      basic_details: {
        name: { accepted: ["Five5", "x".repeat(256)], refused: ["abcd", "x".repeat(257), 5, {}] },
        business_event: name,
        tags: {
          accepted: [[], ["winter"], ["a", "b", "c", "d", "e"]],
          refused: [["a", "b", "c", "d", "e", "f"], "a", [1], [""]],
        },
        team: text,
        platforms: {
          accepted: [["ANDROID"], ["ANDROID", "IOS", "WEB"], []],
          refused: [["WINDOWS"], "ANDROID", [1]],
        },
        broadcast_live_activity_id: name,
        send_to_triggered_platform_only: bool,
        platform_specific_details: {
          android: { push_amp_plus_enabled: bool },
          ios: {
            send_to_all_eligible_device: bool,
            exclude_provisional_push_devices: bool,
            send_to_only_provisional_push_enabled_devices: bool,
          },
        },
      },
    },
  },
  {
    name: "push geofences",
    base: { ...kind, campaign_delivery_type: "LOCATION_TRIGGERED", basic_details: { geofences: geofence } },
    fields: {
      basic_details: {
        geofences: {
          name,
          latitude: { accepted: ["-90", "90", "0", "48.1371"], refused: ["90.1", "north", 48, ""] },
          longitude: { accepted: ["-180", "180", "11.5754"], refused: ["180.5", "east", 11, ""] },
          radius: { accepted: ["1", "250.5"], refused: ["-1", "wide", 250] },
          dwell_time_value: digits,
          dwell_time_granularity: oneOf(...GRANULARITIES),
          response_time_value: digits,
          response_time_granularity: oneOf(...GRANULARITIES),
          triggered_at: oneOf("ENTRY", "EXIT", "dwell"),
        },
      },
    },
  },
  {
    name: "push campaign_content",
    base: kind,
    fields: { campaign_content: { content: { push: { android, ios, web } } } },
  },
  {
    name: "push variations",
    base: kind,
    fields: {
      campaign_content: {
        locales: {
          accepted: [[], ["German"], ["pt-BR", "हिन्दी"]],
          refused: [["push"], [""], "German", [1]],
        },
        variation_details: {
          distribution_type: oneOf("MANUAL", "SHERPA"),
          no_of_variations: int(1, 10),
          manual_distribution_percentage: {
            accepted: [{ variation_1: 50, variation_2: 50 }, {}],
            refused: [{ first: 100 }, { variation_1: "half" }, { variation_1: 101 }, { variation_0: 1 }],
          },
          sherpa_campaign_duration: int(1, 10_000),
          sherpa_distribution_metric: oneOfSpellings(["OPEN_RATE", "CLICK_RATE", "BOTH"], {
            "OPEN RATE": "OPEN_RATE",
            "CLICK RATE": "CLICK_RATE",
          }),
        },
        content: {
          accepted: [
            { default: { variation_1: { push: { web: { basic_details: { title: "a" } } } } } },
            {
              default: { variation_1: { push: {} }, variation_2: { push: {} } },
              German: { variation_1: { push: {} } },
            },
          ],
          refused: [{ default: { push: {} } }, { default: { first: { push: {} } } }, { email: {} }, []],
        },
      },
    },
  },
  {
    name: "push advanced",
    base: kind,
    fields: {
      advanced: {
        expiration_settings: {
          expire_notification_after_value: int(1, 10_000),
          expire_notification_after_type: oneOf("HOUR", "DAY"),
          remove_from_inbox_after_value: int(1, 10_000),
          remove_from_inbox_after_type: oneOf("DAY"),
        },
        platform_level_priority: {
          android_specific_priority: { send_with_priority: bool },
          ios_specific_priority: {
            apns_priority: oneOf("1", "5", "10"),
            interruption_level: oneOfSpellings(["PASSIVE", "ACTIVE", "TIME_SENSITIVE", "CRITICAL"], {
              Passive: "PASSIVE",
              Active: "ACTIVE",
              "Time sensitive": "TIME_SENSITIVE",
              Critical: "CRITICAL",
            }),
            relevance_score: { accepted: [0, 0.5, 1], refused: [0.3, "1", 2] },
          },
        },
      },
    },
  },
  {
    name: "push delivery_controls",
    base: kind,
    fields: {
      delivery_controls: {
        ignore_global_minimum_delay: bool,
        max_time_to_show_message_of_same_camapign: digits,
        expiry_time_of_sync_data_in_hour: digits,
        send_message_in_offline_mode: bool,
        send_limit_value: digits,
        send_limit_granularity_in_hours: digits,
        queuing_enabled: bool,
        queue_duration: int(0, 48),
      },
    },
  },
];
