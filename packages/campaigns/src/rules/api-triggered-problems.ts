// What a campaign must not say whose every send is a call: to whom, when and after what is told by the call.
import type { CampaignDefinition, ComponentName, Problem } from "@sluice/schema";
import { misplaced } from "./problem.ts";

const NOT_ITS_OWN: readonly ComponentName[] = [
  "trigger_condition",
  "segmentation_details",
  "scheduling_details",
  "campaign_audience_limit",
];

export const apiTriggeredProblems = (definition: CampaignDefinition): Problem[] =>
  NOT_ITS_OWN.filter((name) => Reflect.get(definition, name) !== undefined).map((name) =>
    misplaced(
      name,
      "an API-triggered campaign has none: each call of the send API says to whom, and is sent at once",
    ),
  );
