import { expect, test } from "vitest";
import { fieldsIn, push } from "../../test/rule-factory.ts";

const A = "campaign_content.content.push.android";
const I = "campaign_content.content.push.ios";
const W = "campaign_content.content.push.web";
const DETAILS = "basic_details.platform_specific_details.ios";
const BACKUP = { title: "Sale", message: "Today only" };
const SLIDES = { slider_transition: "MANUAL", slide_data: [{ image_url: "https://example.com/1.png" }] };

test("a push message to all platforms has no problems", () => {
  expect(fieldsIn(push)).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["no platforms", { "basic_details.platforms": undefined }, ["basic_details.platforms", A, I, W]],
  [
    "a platform twice",
    { "basic_details.platforms": ["ANDROID", "IOS", "IOS"], [W]: undefined },
    ["basic_details.platforms"],
  ],
  ["a platform without content", { [W]: undefined }, [W]],
  ["content for a platform that is not listed", { "basic_details.platforms": ["ANDROID", "IOS"] }, [W]],
  ["no choice of iOS devices", { [`${DETAILS}.send_to_all_eligible_device`]: false }, [DETAILS]],
  ["two choices of iOS devices", { [`${DETAILS}.exclude_provisional_push_devices`]: true }, [DETAILS]],
  [
    "a live activity",
    { "basic_details.broadcast_live_activity_id": "match" },
    ["basic_details.broadcast_live_activity_id"],
  ],
])("%s", (_, changes, expected) => {
  expect(fieldsIn(push, changes)).toEqual(expected);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["no template", { [`${A}.template_type`]: undefined }, [`${A}.template_type`]],
  [
    "no texts",
    { [`${A}.basic_details`]: { title: " " } },
    [`${A}.basic_details.notification_channel`, `${A}.basic_details.title`, `${A}.basic_details.message`],
  ],
  [
    "a click that leads nowhere",
    { [`${A}.basic_details.default_click_action`]: "DEEPLINKING" },
    [`${A}.basic_details.default_click_action_value`],
  ],
  ["a custom template without its id", { [A]: { template_type: "Custom" } }, [`${A}.custom_template_id`]],
  [
    "a styled template without its backup",
    { [`${A}.template_type`]: "STYLIZED_BASIC" },
    [`${A}.template_backup`],
  ],
  ["a backup that nothing needs", { [`${A}.template_backup`]: BACKUP }, [`${A}.template_backup`]],
  [
    "a banner without its picture",
    { [`${A}.template_type`]: "IMAGE_BANNER_WITH_TEXT", [`${A}.template_backup`]: BACKUP },
    [`${A}.basic_details.banner_image_url`],
  ],
  [
    "a carousel without slides",
    { [`${A}.template_type`]: "SIMPLE_IMAGE_CAROUSEL", [`${A}.template_backup`]: BACKUP },
    [`${A}.basic_details.carousel_content`],
  ],
  [
    "slides that lead nowhere",
    {
      [`${A}.template_type`]: "SIMPLE_IMAGE_CAROUSEL",
      [`${A}.template_backup`]: BACKUP,
      [`${A}.basic_details.carousel_content`]: {
        ...SLIDES,
        slide_data: [{ image_click_action: "RICH_LANDING" }],
      },
    },
    [
      `${A}.basic_details.carousel_content.slide_data[0].image_url`,
      `${A}.basic_details.carousel_content.slide_data[0].image_click_action_value`,
    ],
  ],
  [
    "a GIF where none is shown",
    {
      [`${A}.template_type`]: "STYLIZED_BASIC",
      [`${A}.template_backup`]: BACKUP,
      [`${A}.basic_details.input_gif_url`]: "https://example.com/1.gif",
    },
    [`${A}.basic_details.input_gif_url`],
  ],
  [
    "a button that does nothing",
    { [`${A}.buttons`]: [{ btn_name: "Go" }, { btn_name: "Call", click_action_type: "CALL" }] },
    [`${A}.buttons[0].click_action_type`, `${A}.buttons[1].click_action_value`],
  ],
  [
    "what cannot be dismissed, or is dismissed at no time",
    {
      [`${A}.advanced`]: {
        make_notification_sticky: true,
        auto_dismiss_notification: true,
        group_key: "g".repeat(46),
      },
    },
    [
      `${A}.advanced.dismiss_button_text`,
      `${A}.advanced.auto_dismiss_notification_time_value`,
      `${A}.advanced.auto_dismiss_notification_time_granularity`,
      `${A}.advanced.group_key`,
    ],
  ],
])("Android: %s", (_, changes, expected) => {
  expect(fieldsIn(push, changes)).toEqual(expected);
});

const timer = (changes: object | undefined) => ({
  [`${A}.template_type`]: "TIMER",
  [`${A}.template_backup`]: BACKUP,
  [`${A}.timer`]: changes,
});

test.each<[string, object | undefined, string[]]>([
  ["none", undefined, [`${A}.timer`]],
  ["without an end", {}, [`${A}.timer.timer_ends_at`]],
  ["with a duration", { timer_ends_at: "DURATION", duration_hour: "0", duration_minute: "30" }, []],
  [
    "with no duration",
    { timer_ends_at: "DURATION" },
    [`${A}.timer.duration_hour`, `${A}.timer.duration_minute`],
  ],
  [
    "with a duration of nothing",
    { timer_ends_at: "DURATION", duration_hour: "0", duration_minute: "0" },
    [`${A}.timer.duration_minute`],
  ],
  [
    "with each user's own time",
    { timer_ends_at: "DURATION", personalized_value: true },
    [`${A}.timer.specific_time`],
  ],
  ["with a time for all", { timer_ends_at: "SPECIFIC_TIME_USER_TIMEZONE" }, [`${A}.timer.time_period`]],
])("Android: a timer %s", (_, changes, expected) => {
  expect(fieldsIn(push, timer(changes))).toEqual(expected);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["no texts", { [`${I}.basic_details`]: {} }, [`${I}.basic_details.title`, `${I}.basic_details.message`]],
  [
    "a carousel without slides and backup",
    { [`${I}.template_type`]: "SIMPLE_IMAGE_CAROUSEL" },
    [`${I}.basic_details.carousel_content`, `${I}.template_backup`],
  ],
  [
    "media without an address",
    { [`${I}.basic_details.rich_media_type`]: "Video" },
    [`${I}.basic_details.rich_media_value`],
  ],
  [
    "media of no kind",
    { [`${I}.basic_details.rich_media_value`]: "https://example.com/1.mp4" },
    [`${I}.basic_details.rich_media_type`],
  ],
  ["a button of no category", { [`${I}.buttons`]: [{}] }, [`${I}.buttons[0].button_category`]],
])("iOS: %s", (_, changes, expected) => {
  expect(fieldsIn(push, changes)).toEqual(expected);
});

test.each<[string, Record<string, unknown>, string[]]>([
  [
    "a click that leads nowhere",
    { [`${W}.basic_details.redirect_url`]: undefined },
    [`${W}.basic_details.redirect_url`],
  ],
  [
    "an icon of its own without an address",
    { [`${W}.advanced`]: { icon_image_type: "ICON_URL" } },
    [`${W}.advanced.icon_url`],
  ],
  ["a button that leads nowhere", { [`${W}.buttons`]: [{ title: "Go" }] }, [`${W}.buttons[0].url`]],
])("Web: %s", (_, changes, expected) => {
  expect(fieldsIn(push, changes)).toEqual(expected);
});
