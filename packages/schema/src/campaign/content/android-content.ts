// The Android part of a push message. What each template needs is asked when the campaign is published.
import { z } from "zod";
import { ColorCode, KeyValuePairs, Name, NumberText, Template, UrlTemplate } from "../text.ts";

export const AndroidTemplateType = z.enum([
  "BASIC",
  "STYLIZED_BASIC",
  "SIMPLE_IMAGE_CAROUSEL",
  "IMAGE_BANNER_WITH_TEXT",
  "TIMER",
  "TIMER_WITH_PROGRESS_BAR",
  "Custom",
]);
export type AndroidTemplateType = z.infer<typeof AndroidTemplateType>;

export const ClickAction = z.enum(["DEEPLINKING", "NAVIGATE_TO_A_SCREEN", "RICH_LANDING"]);

/** Where a tap leads, and what the app is told. */
export const click = {
  default_click_action: ClickAction.optional(),
  default_click_action_value: Template.optional(),
  key_value_pairs: KeyValuePairs.optional(),
};

export const Slide = z.strictObject({
  image_url: UrlTemplate.optional(),
  image_click_action: ClickAction.optional(),
  image_click_action_value: Template.optional(),
  key_value_pairs: KeyValuePairs.optional(),
});
export const MAX_SLIDES = 10;

/** `slider_transition` in lower case is accepted too. */
export const CarouselContent = z.strictObject({
  slider_transition: z.enum(["MANUAL", "AUTOMATIC"]).optional(),
  slide_data: z.array(Slide).max(MAX_SLIDES, `at most ${MAX_SLIDES} slides`).optional(),
});

export type CarouselContent = z.infer<typeof CarouselContent>;

const AndroidBasicDetails = z.strictObject({
  notification_channel: Name.optional(),
  include_app_name_and_time: z.boolean().optional(),
  background_color_code: ColorCode.optional(),
  app_name_color_code: ColorCode.optional(),
  notification_control_color: z.enum(["LIGHT", "DARK"]).optional(),
  include_title_and_message: z.boolean().optional(),
  apply_background_color_in_text_editor: z.boolean().optional(),
  title: Template.optional(),
  message: Template.optional(),
  summary: Template.optional(),
  image_url: UrlTemplate.optional(),
  image_scaling: z.enum(["FIT_INSIDE_IMAGE_CONTAINER", "FILL_IMAGE_CONTAINER"]).optional(),
  banner_image_url: UrlTemplate.optional(),
  input_gif_url: UrlTemplate.optional(),
  collapsed_push_notification: Template.optional(),
  carousel_content: CarouselContent.optional(),
  ...click,
});

const AndroidTimer = z.strictObject({
  timer_ends_at: z
    .enum(["DURATION", "SPECIFIC_TIME_USER_TIMEZONE", "SPECIFIC_TIME_CAMPAIGN_TIMEZONE"])
    .optional(),
  specific_time: Template.optional(),
  time_period: Template.optional(),
  personalized_value: z.boolean().optional(),
  duration_hour: NumberText.optional(),
  duration_minute: NumberText.optional(),
});

const AndroidButton = z.strictObject({
  btn_name: Template.optional(),
  click_action_type: z
    .enum([
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
    ])
    .optional(),
  click_action_name: Template.optional(),
  click_action_value: Template.optional(),
  key_value_pairs: KeyValuePairs.optional(),
});

const AndroidAdvanced = z.strictObject({
  coupon_code: Template.optional(),
  icon_type_in_notification: Name.optional(),
  use_large_icon: z.boolean().optional(),
  make_notification_sticky: z.boolean().optional(),
  dismiss_button_text: Template.optional(),
  auto_dismiss_notification: z.boolean().optional(),
  auto_dismiss_notification_time_value: z.int().min(0).max(1_000_000).optional(),
  auto_dismiss_notification_time_granularity: z.enum(["DAYS", "HOURS", "MINUTES"]).optional(),
  group_key: Template.optional(),
  collapse_replace_key: Template.optional(),
});

const AndroidTemplateBackup = z.strictObject({
  title: Template.optional(),
  message: Template.optional(),
  summary: Template.optional(),
  image_url: UrlTemplate.optional(),
  ...click,
});

export const AndroidContent = z.strictObject({
  template_type: AndroidTemplateType.optional(),
  custom_template_id: Name.optional(),
  custom_template_version: z.int().min(0).max(1_000_000).optional(),
  basic_details: AndroidBasicDetails.optional(),
  timer: AndroidTimer.optional(),
  buttons: z.array(AndroidButton).max(3, "at most 3 buttons").optional(),
  advanced: AndroidAdvanced.optional(),
  template_backup: AndroidTemplateBackup.optional(),
});
export type AndroidContent = z.infer<typeof AndroidContent>;
