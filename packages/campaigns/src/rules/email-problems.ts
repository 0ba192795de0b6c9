// An e-mail: a template kept elsewhere, its own HTML, or both; and the provider that it leaves through.
import type { EmailContent, EmailDefinition, Problem } from "@sluice/schema";
import { isBlank, missing, missingFields, when } from "./problem.ts";

export const providerProblems = ({ connector }: EmailDefinition): Problem[] =>
  connector === undefined
    ? [missing("connector", "name the provider that sends it: connector_type and connector_name")]
    : [];

export function emailProblems(email: EmailContent, path: string): Problem[] {
  const hasTemplate = !isBlank(email.custom_template_id);
  return [
    ...(hasTemplate
      ? []
      : missingFields(email, path, {
          subject: "write a subject, or name a custom_template_id",
          html_content: "write the content, or name a custom_template_id",
          sender_name: "say in whose name it is sent",
          from_address: "say from which address it is sent",
        })),
    ...when(
      email.email_editor === "Ace Editor" && isBlank(email.html_content),
      `${path}.html_content`,
      "is missing: what the Ace Editor holds is HTML",
    ),
    ...attachmentProblems(email, `${path}.attachments`),
  ];
}

function attachmentProblems({ attachments = [] }: EmailContent, path: string): Problem[] {
  return attachments.flatMap(({ file_type, url }, index) => {
    const field = `${path}[${index}].url`;
    const isTemplate = url.includes("{{");
    return file_type === "PERSONALIZED_ATTACHMENT"
      ? when(!isTemplate, field, "is the same for everybody; use file_type URL, or a placeholder")
      : when(!isTemplate && !isWebAddress(url), field, "is no http:// or https:// address");
  });
}

const isWebAddress = (url: string): boolean => /^https?:/i.test(url) && URL.canParse(url);
