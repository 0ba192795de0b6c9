// Who may decide on a campaign. Approval covers this list like everything else that the campaign says.
import { z } from "zod";

export const MAX_APPROVERS = 50;

export const Approvers = z
  .array(z.email())
  .max(MAX_APPROVERS, `at most ${MAX_APPROVERS} approvers`)
  .describe(
    "Only these persons approve or reject, and none of them what they wrote. Absent or empty: everybody whose key allows it.",
  );
export type Approvers = z.infer<typeof Approvers>;
