// What each iOS template needs.
import type { IosContent, Problem } from "@sluice/schema";
import {
  carouselProblems,
  clickProblems,
  customTemplateProblems,
  GROUP_KEY_ISSUE,
  isTooLongGroupKey,
} from "./push-parts-problems.ts";
import { isBlank, misplaced, missing, missingFields, when } from "./problem.ts";

type Type = NonNullable<IosContent["template_type"]>;
const WITH_BACKUP: readonly Type[] = ["STYLIZED_BASIC", "SIMPLE_IMAGE_CAROUSEL"];
const TEXT = { title: "write a title", message: "write a message" };

export function iosProblems(ios: IosContent, path: string): Problem[] {
  const { template_type: type, basic_details: details } = ios;
  if (type === undefined) return [missing(`${path}.template_type`, "say which template it is")];
  const advanced = when(
    isTooLongGroupKey(ios.advanced?.group_key),
    `${path}.advanced.group_key`,
    GROUP_KEY_ISSUE,
  );
  if (type === "Custom") return [...customTemplateProblems(ios, path), ...advanced];
  return [
    ...missingFields(details, `${path}.basic_details`, TEXT),
    ...mediaProblems(details, `${path}.basic_details`),
    ...clickProblems(details, `${path}.basic_details`),
    ...slideProblems(ios, type, `${path}.basic_details.carousel_content`),
    ...(ios.buttons ?? []).flatMap((button, index) =>
      missingFields(button, `${path}.buttons[${index}]`, { button_category: "name the app's category" }),
    ),
    ...advanced,
    ...backupProblems(ios, type, `${path}.template_backup`),
  ];
}

function slideProblems({ basic_details: details }: IosContent, type: Type, path: string): Problem[] {
  if (type === "SIMPLE_IMAGE_CAROUSEL") return carouselProblems(details?.carousel_content, path);
  return details?.carousel_content === undefined
    ? []
    : [misplaced(path, "only SIMPLE_IMAGE_CAROUSEL shows slides")];
}

interface Media {
  rich_media_type?: string | undefined;
  rich_media_value?: string | undefined;
}

/** Kind and address of a picture come together. */
function mediaProblems(details: Media | undefined, path: string): Problem[] {
  const hasKind = !isBlank(details?.rich_media_type);
  const hasAddress = !isBlank(details?.rich_media_value);
  if (hasKind === hasAddress) return [];
  return [
    hasKind
      ? missing(`${path}.rich_media_value`, `say where the ${details?.rich_media_type} is`)
      : missing(`${path}.rich_media_type`, "say Image, Video or GIF"),
  ];
}

function backupProblems({ template_backup: backup }: IosContent, type: Type, path: string): Problem[] {
  if (!WITH_BACKUP.includes(type))
    return backup === undefined ? [] : [misplaced(path, `${type} needs no backup`)];
  if (backup === undefined) return [missing(path, `devices that cannot show ${type} show the backup`)];
  return [
    ...missingFields(backup, path, TEXT),
    ...mediaProblems(backup, path),
    ...clickProblems(backup, path),
  ];
}
