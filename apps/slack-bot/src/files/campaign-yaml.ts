// A campaign as a file that people read and change: the same order always, and a line on what each part is.
import { type CampaignDefinition, COMPONENT_NAMES, type ComponentName, componentsOf } from "@sluice/schema";
import { Document, isScalar, type Pair, type Scalar, visit } from "yaml";

const WHAT_IT_IS: Readonly<Record<ComponentName, string>> = {
  basic_details: "What it is called.",
  trigger_condition: "What a user must have done, and how long to wait after it.",
  campaign_content: "What is sent. Every text may hold {{UserAttribute['name']}}.",
  connector: "Which mail provider sends it.",
  segmentation_details: "To whom: is_all_user_campaign, or included_filters; without excluded_filters.",
  scheduling_details: "When: delivery_type ASAP, or AT_FIXED_TIME with start_time and timezone.",
  delivery_controls: "How fast (campaign_throttle_rpm, requests a minute), and what follows a failure.",
  advanced: "How long a push message is worth showing, and how urgent it is.",
  conversion_goal_details: "What it is measured by.",
  control_group_details: "Who is left out on purpose.",
  utm_params: "What is added to its links.",
  campaign_audience_limit: "At most how many users it reaches.",
  approvers: "Who may decide on it. Left out: everybody whose key allows it.",
};

export interface WrittenFile {
  campaignId: string;
  /** The one that is shown: an edit in between is found out by it. */
  version: number;
  definition: CampaignDefinition;
}

export function campaignYaml({ campaignId, version, definition }: WrittenFile): string {
  const { channel, campaign_delivery_type } = definition;
  const components = componentsOf(definition);
  const document = new Document({
    campaign_id: campaignId,
    version,
    channel,
    campaign_delivery_type,
    ...components,
  });
  document.commentBefore =
    " Change it and hand it back. What is left out is taken away; the first two lines say what it is an edit of.";
  visit(document, {
    Pair: (_key, pair) => {
      describe(pair);
      return undefined;
    },
    Map: (_key, _map, path) => (path.length > 1 ? visit.SKIP : undefined),
  });
  return document.toString({ lineWidth: 0 });
}

function describe({ key }: Pair): void {
  if (!isScalar(key)) return;
  const name = COMPONENT_NAMES.find((one) => one === key.value);
  if (name === undefined) return;
  const scalar: Scalar = key;
  scalar.commentBefore = ` ${WHAT_IT_IS[name]}`;
  scalar.spaceBefore = true;
}
