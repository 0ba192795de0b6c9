// The browser part of a push message.
import { z } from "zod";
import { Template, UrlTemplate } from "../text.ts";

export const WebContent = z.strictObject({
  template_type: z.enum(["BASIC"]).optional(),
  basic_details: z
    .strictObject({
      title: Template.optional(),
      message: Template.optional(),
      redirect_url: UrlTemplate.optional(),
      image_url: UrlTemplate.optional(),
      auto_dismiss_notification: z.boolean().optional(),
    })
    .optional(),
  buttons: z
    .array(
      z.strictObject({
        title: Template.optional(),
        icon_url: UrlTemplate.optional(),
        url: UrlTemplate.optional(),
      }),
    )
    .max(2, "at most 2 buttons")
    .optional(),
  advanced: z
    .strictObject({
      icon_image_type: z.enum(["DEFAULT", "ICON_URL"]).optional(),
      icon_url: UrlTemplate.optional(),
    })
    .optional(),
});
export type WebContent = z.infer<typeof WebContent>;
