// Bodies about segments, the control group and audiences.
import type { Example } from "./example.ts";

const one = (summary: string, value: unknown): Record<string, Example> => ({ example: { summary, value } });

const inPune = {
  filter_operator: "and",
  filters: [
    { filter_type: "user_attributes", name: "city", data_type: "string", operator: "is", value: "Pune" },
  ],
};
const file = {
  attribute_name: "uid",
  attribute_type: "string",
  file_url: "https://files.example.com/users.csv",
  callback_url: "https://example.com/loaded",
};
const change = { cs_id: "0123456789abcdef01234567", ...file };

export const AUDIENCE_EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  createSegment: one("Everybody in Pune", { name: "Pune", included_filters: inPune }),
  changeSegment: one("Other filters", { included_filters: inPune, updated_by: "ana@example.com" }),
  createFileSegment: one("Users in a file", { name: "Winners", ...file, expiry_time: 30 }),
  addSegmentUsers: one("Add those in a file", change),
  removeSegmentUsers: one("Remove those in a file", change),
  replaceSegmentUsers: one("Replace them by those in a file", change),
  countAudience: one("All users but one segment", {
    segmentation_details: {
      is_all_user_campaign: true,
      excluded_filters: {
        filter_operator: "or",
        filters: [{ filter_type: "custom_segments", name: "Winners" }],
      },
    },
  }),
  changeControlGroup: one("Five per cent of all users", { percentage: 5 }),
  changeControlGroupUsers: one("List those in a file", {
    file_url: "https://files.example.com/control-group.csv",
    action_type: "add",
    updated_by: "ana@example.com",
  }),
  changeWorkspaceSettings: one("Campaigns may have an audience limit", { campaign_audience_limit: true }),
};
