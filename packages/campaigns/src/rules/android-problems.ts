// What each Android template needs.
import type { AndroidContent, AndroidTemplateType, Problem } from "@sluice/schema";
import {
  carouselProblems,
  clickProblems,
  customTemplateProblems,
  GROUP_KEY_ISSUE,
  isTooLongGroupKey,
} from "./push-parts-problems.ts";
import { isBlank, isIdle, misplaced, missing, missingFields, when } from "./problem.ts";

type Android = AndroidContent;
const TIMERS: readonly AndroidTemplateType[] = ["TIMER", "TIMER_WITH_PROGRESS_BAR"];
const WITHOUT_BACKUP: readonly AndroidTemplateType[] = ["BASIC", "Custom"];

export function androidProblems(android: Android, path: string): Problem[] {
  const { template_type: type } = android;
  if (type === undefined) return [missing(`${path}.template_type`, "say which template it is")];
  if (type === "Custom")
    return [...customTemplateProblems(android, path), ...advancedProblems(android, path)];
  return [
    ...textProblems(android, type, `${path}.basic_details`),
    ...pictureProblems(android, type, `${path}.basic_details`),
    ...clickProblems(android.basic_details, `${path}.basic_details`),
    ...timerProblems(android, type, `${path}.timer`),
    ...buttonProblems(android, `${path}.buttons`),
    ...advancedProblems(android, path),
    ...backupProblems(android, type, `${path}.template_backup`),
  ];
}

function textProblems(
  { basic_details: details }: Android,
  type: AndroidTemplateType,
  path: string,
): Problem[] {
  const isPictureAlone = type === "IMAGE_BANNER_WITH_TEXT" && details?.include_title_and_message === false;
  return missingFields(details, path, {
    notification_channel: "name the channel of the app that shows it",
    ...(isPictureAlone ? {} : { title: "write a title", message: "write a message" }),
  });
}

function pictureProblems(
  { basic_details: details }: Android,
  type: AndroidTemplateType,
  path: string,
): Problem[] {
  return [
    ...(type === "IMAGE_BANNER_WITH_TEXT"
      ? missingFields(details, path, { banner_image_url: "the template shows a banner" })
      : []),
    ...(type === "SIMPLE_IMAGE_CAROUSEL"
      ? carouselProblems(details?.carousel_content, `${path}.carousel_content`)
      : []),
    ...when(
      type !== "BASIC" && !isBlank(details?.input_gif_url),
      `${path}.input_gif_url`,
      "only the BASIC template shows a GIF; remove it",
    ),
    ...when(
      type !== "SIMPLE_IMAGE_CAROUSEL" && details?.carousel_content !== undefined,
      `${path}.carousel_content`,
      "only SIMPLE_IMAGE_CAROUSEL shows slides; remove it",
    ),
  ];
}

function timerProblems({ timer }: Android, type: AndroidTemplateType, path: string): Problem[] {
  if (!TIMERS.includes(type)) return timer === undefined ? [] : [misplaced(path, `${type} shows no timer`)];
  if (timer === undefined) return [missing(path, "the template shows one")];
  const ends = missingFields(timer, path, { timer_ends_at: "say what the timer runs to" });
  if (timer.timer_ends_at === undefined) return ends;
  if (timer.personalized_value === true)
    return missingFields(timer, path, { specific_time: "name what holds the user's own time" });
  return timer.timer_ends_at === "DURATION" ? durationProblems(timer, path) : endTimeProblems(timer, path);
}

function durationProblems(timer: NonNullable<Android["timer"]>, path: string): Problem[] {
  const missingParts = missingFields(timer, path, {
    duration_hour: "say how many hours the timer runs",
    duration_minute: "say how many minutes beside the hours",
  });
  const isNoTime = isIdle(timer.duration_hour) && isIdle(timer.duration_minute);
  return [
    ...missingParts,
    ...when(
      missingParts.length === 0 && isNoTime,
      `${path}.duration_minute`,
      "the timer must run for at least a minute",
    ),
    ...when(
      Number(timer.duration_minute ?? 0) > 59,
      `${path}.duration_minute`,
      "is at most 59; use hours as well",
    ),
  ];
}

const endTimeProblems = (timer: NonNullable<Android["timer"]>, path: string): Problem[] =>
  isBlank(timer.specific_time) && isBlank(timer.time_period)
    ? [missing(`${path}.time_period`, "say at which time the timer ends")]
    : [];

/** What a tap needs to know beside what it does. */
const NEEDS: Readonly<Record<string, "click_action_value" | "click_action_name">> = {
  DEEPLINKING: "click_action_value",
  NAVIGATE_TO_A_SCREEN: "click_action_value",
  RICH_LANDING: "click_action_value",
  CALL: "click_action_value",
  SHARE: "click_action_value",
  COPY: "click_action_value",
  CUSTOM_ACTION: "click_action_value",
  SET_USER_ATTRIBUTE: "click_action_name",
  TRACK_EVENT: "click_action_name",
};

function buttonProblems({ buttons = [] }: Android, path: string): Problem[] {
  return buttons.flatMap((button, index) => {
    const needed = NEEDS[button.click_action_type ?? ""];
    return missingFields(button, `${path}[${index}]`, {
      btn_name: "write what stands on the button",
      click_action_type: "say what the button does",
      ...(needed === undefined ? {} : { [needed]: `${button.click_action_type} needs it` }),
    });
  });
}

function advancedProblems({ advanced }: Android, parent: string): Problem[] {
  const path = `${parent}.advanced`;
  if (advanced === undefined) return [];
  const dismissed = {
    auto_dismiss_notification_time_value: "say after what time it goes",
    auto_dismiss_notification_time_granularity: "say in which unit: DAYS, HOURS or MINUTES",
  };
  return [
    ...(advanced.make_notification_sticky === true
      ? missingFields(advanced, path, {
          dismiss_button_text: "a sticky notification needs a button to dismiss it",
        })
      : []),
    ...(advanced.auto_dismiss_notification === true ? missingFields(advanced, path, dismissed) : []),
    ...when(
      advanced.auto_dismiss_notification === true && advanced.auto_dismiss_notification_time_value === 0,
      `${path}.auto_dismiss_notification_time_value`,
      "must be at least 1",
    ),
    ...when(isTooLongGroupKey(advanced.group_key), `${path}.group_key`, GROUP_KEY_ISSUE),
  ];
}

function backupProblems(
  { template_backup: backup }: Android,
  type: AndroidTemplateType,
  path: string,
): Problem[] {
  if (WITHOUT_BACKUP.includes(type))
    return backup === undefined ? [] : [misplaced(path, `${type} needs no backup`)];
  if (backup === undefined) return [missing(path, `devices that cannot show ${type} show the backup`)];
  return [
    ...missingFields(backup, path, { title: "write a title", message: "write a message" }),
    ...clickProblems(backup, path),
  ];
}
