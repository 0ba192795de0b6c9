// The mail provider that an e-mail campaign leaves through. Unrelated to connector campaigns, in spite of its name.
import { z } from "zod";
import { Name } from "./text.ts";

export const EmailConnector = z.strictObject({
  connector_type: z.enum([
    "SENDGRID",
    "AMAZON_SES",
    "SPARKPOST",
    "MANDRILL",
    "CUSTOM_SMTP",
    "CUSTOM_API",
    "NETCORE",
  ]),
  connector_name: Name,
});
export type EmailConnector = z.infer<typeof EmailConnector>;
