// The iOS part of a push message.
import { z } from "zod";
import { ColorCode, Name, Template, UrlTemplate } from "../text.ts";
import { CarouselContent, click } from "./android-content.ts";

export const IosTemplateType = z.enum(["BASIC", "STYLIZED_BASIC", "SIMPLE_IMAGE_CAROUSEL", "Custom"]);
export type IosTemplateType = z.infer<typeof IosTemplateType>;

const text = {
  title: Template.optional(),
  message: Template.optional(),
  subtitle: Template.optional(),
  allow_bg_refresh: z.boolean().optional(),
  rich_media_type: z.enum(["Image", "Video", "GIF"]).optional(),
  rich_media_value: UrlTemplate.optional(),
};

const IosBasicDetails = z.strictObject({
  ...text,
  background_color_code: ColorCode.optional(),
  apply_background_color_in_text_editor: z.boolean().optional(),
  image_url: UrlTemplate.optional(),
  input_gif_url: UrlTemplate.optional(),
  carousel_content: CarouselContent.optional(),
  ...click,
});

const IosAdvanced = z.strictObject({
  coupon_code: Template.optional(),
  sound_file: Name.optional(),
  enable_ios_badge: z.boolean().optional(),
  group_key: Template.optional(),
  collapse_replace_key: Template.optional(),
});

export const IosContent = z.strictObject({
  template_type: IosTemplateType.optional(),
  custom_template_id: Name.optional(),
  custom_template_version: z.int().min(0).max(1_000_000).optional(),
  basic_details: IosBasicDetails.optional(),
  buttons: z
    .array(z.strictObject({ button_category: Name.optional() }))
    .max(4, "at most 4 buttons")
    .optional(),
  advanced: IosAdvanced.optional(),
  template_backup: z.strictObject({ ...text, ...click }).optional(),
});
export type IosContent = z.infer<typeof IosContent>;
