// An e-mail: its own HTML, a template kept elsewhere, or both.
import { z } from "zod";
import { MailAddress, Name, Template } from "../text.ts";

const MAX_HTML_LENGTH = 500_000;

export const EmailContent = z.strictObject({
  subject: Template.optional(),
  preview_text: Template.optional(),
  sender_name: Template.optional(),
  from_address: MailAddress.optional(),
  reply_to_address: MailAddress.optional(),
  cc_ids: z.array(MailAddress).max(50, "at most 50 addresses").optional(),
  bcc_ids: z.array(MailAddress).max(50, "at most 50 addresses").optional(),
  html_content: z.string().max(MAX_HTML_LENGTH, `at most ${MAX_HTML_LENGTH} characters`).optional(),
  email_editor: z.enum(["Froala Editor", "Ace Editor"]).optional(),
  custom_template_id: Name.optional(),
  custom_template_version: z.int().min(0).max(1_000_000).optional(),
  attachments: z
    .array(z.strictObject({ file_type: z.enum(["URL", "PERSONALIZED_ATTACHMENT"]), url: Template.min(1) }))
    .max(10, "at most 10 attachments")
    .optional(),
});
export type EmailContent = z.infer<typeof EmailContent>;
